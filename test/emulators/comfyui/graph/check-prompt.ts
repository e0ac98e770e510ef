import { isObject, type Json, type JsonObject } from '../json';
import type { Rules } from '../rules';
import type { Prompt, PromptNode } from '../state/prompt-queue';
import { hasFeature } from '../version';
import type { Checks } from './input-values';
import { linkIn } from './link';
import { validateInputs } from './validate';

/** Why a prompt is refused. */
export interface PromptError {
  readonly type: string;
  readonly message: string;
  readonly details: string;
  readonly extra_info: JsonObject;
}

export type PromptCheck =
  | {
      readonly accepted: true;
      readonly prompt: Prompt;
      readonly outputs: readonly string[];
      readonly nodeErrors: JsonObject;
    }
  | { readonly accepted: false; readonly error: PromptError; readonly nodeErrors: JsonObject };

export function refused(
  type: string,
  message: string,
  details = '',
  extra_info: JsonObject = {},
  nodeErrors: JsonObject = {},
): PromptCheck {
  return { accepted: false, error: { type, message, details, extra_info }, nodeErrors };
}

/** Classes, then outputs, then inputs. */
export function checkPrompt(
  graph: JsonObject,
  checks: Checks,
  version: string,
  rules: Rules,
): PromptCheck {
  const prompt: Record<string, PromptNode> = {};
  for (const [id, node] of Object.entries(graph)) {
    const refusal = classRefusal(id, node, checks, version);
    if (refusal !== null) return refusal;
    prompt[id] = node as unknown as PromptNode;
  }
  const outputs = Object.entries(prompt)
    .filter(([, node]) => checks.catalog.node(node.class_type)?.output === true)
    .map(([id]) => id);
  if (outputs.length === 0) return refused('prompt_no_outputs', 'Prompt has no outputs');
  const cycle = cycleIn(prompt);
  if (cycle !== null) {
    return refused('dependency_cycle', 'Dependency cycle detected', `Node ID '#${cycle}'`);
  }
  const { goodOutputs, nodeErrors, outputErrors } = validateInputs(prompt, outputs, checks);
  const told = rules('R6-input-errors') ? (nodeErrors as unknown as JsonObject) : {};
  const isEnough = rules('R6-partial')
    ? goodOutputs.length > 0
    : goodOutputs.length === outputs.length;
  if (isEnough) return { accepted: true, prompt, outputs: goodOutputs, nodeErrors: told };
  const all = Object.values(nodeErrors).flatMap(({ errors }) => errors);
  const details = (rules('R6-inner-details') ? outputErrors : all)
    .map((error) => `${error.message}: ${error.details}`)
    .join('\n');
  return refused(
    'prompt_outputs_failed_validation',
    'Prompt outputs failed validation',
    details,
    {},
    told,
  );
}

function classRefusal(
  id: string,
  node: Json,
  { catalog }: Checks,
  version: string,
): PromptCheck | null {
  const name = isObject(node) && typeof node.class_type === 'string' ? node.class_type : null;
  if (name !== null && isObject(node) && isObject(node.inputs) && catalog.node(name) !== null) {
    return null;
  }
  const type = hasFeature(version, 'missing-node-type') ? 'missing_node_type' : 'invalid_prompt';
  const message =
    name === null
      ? `Node 'ID #${id}' has no class_type. The workflow may be corrupted or a custom node is missing.`
      : `Node '${name}' not found. The custom node may not be installed.`;
  return refused(type, message, `Node ID '#${id}'`, {
    node_id: id,
    class_type: name,
    node_title: name,
  });
}

/** A node that depends on itself; null: there is none. */
function cycleIn(prompt: Prompt): string | null {
  const left = new Set(Object.keys(prompt));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const id of left) if (!linksOf(prompt[id]).some((to) => left.has(to))) left.delete(id);
  }
  return [...left][0] ?? null;
}

/** The nodes that a node takes its inputs from. */
export function linksOf(node: PromptNode | undefined): readonly string[] {
  return Object.values(node?.inputs ?? {}).flatMap((value) => linkIn(value)?.node ?? []);
}
