import { linkIn } from '../graph/link';
import { pythonText, type JsonObject } from '../json';
import { NodeError } from './node-error';
import type { Failure, Run } from './run';

/** Paths of the person whose server it is, which no client should show. */
const TRACEBACK = [
  '  File "/home/person/ComfyUI/execution.py", line 534, in execute\n    output_data, output_ui, has_subgraph, has_pending_tasks = await get_output_data(prompt_id, unique_id, obj, input_data_all)\n',
  '  File "/home/person/ComfyUI/comfy/model_management.py", line 1120, in load_models_gpu\n    loaded_model.model_load(lowvram_model_memory)\n',
];

/** What `execution_error` tells of an exception beside the place. */
export function errorData({ item, executed, machine }: Run, { node, error }: Failure): JsonObject {
  const known = error instanceof NodeError;
  const message = error instanceof Error ? error.message : String(error);
  if (!machine.rules('R23-errors')) return { exception_message: message };
  const inputs = Object.entries(item.prompt[node]?.inputs ?? {}).map(
    ([name, value]): [string, readonly string[]] => [
      name,
      [linkIn(value) === null ? pythonText(value) : '<object>'],
    ],
  );
  return {
    exception_message: `${message}\n`,
    exception_type: known ? error.exceptionType : 'RuntimeError',
    traceback: TRACEBACK,
    current_inputs: Object.fromEntries(inputs),
    current_outputs: [...executed],
  };
}
