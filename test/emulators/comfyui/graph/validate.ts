import type { Prompt, PromptNode } from '../state/prompt-queue';
import type { InputDefinition, NodeDefinition } from './definition';
import { linkIn } from './link';
import {
  badLink,
  innerException,
  missing,
  outputException,
  typeMismatch,
  type InputError,
  type NamedInput,
} from './input-errors';
import { valueErrors, type Checks } from './input-values';

export interface NodeErrors {
  readonly errors: readonly InputError[];
  readonly dependent_outputs: string[];
  readonly class_type: string;
}

export interface Verdict {
  readonly goodOutputs: readonly string[];
  readonly nodeErrors: Readonly<Record<string, NodeErrors>>;
  /** Errors of the output nodes themselves. */
  readonly outputErrors: readonly InputError[];
}

interface Result {
  readonly valid: boolean;
  readonly errors: readonly InputError[];
}

class MissingNode extends Error {}

/** Checks what the outputs need; every class in the prompt is known. */
export function validateInputs(
  prompt: Prompt,
  outputs: readonly string[],
  checks: Checks,
): Verdict {
  const results = new Map<string, Result>();
  const goodOutputs: string[] = [];
  const nodeErrors: Record<string, NodeErrors> = {};
  const outputErrors: InputError[] = [];
  for (const output of outputs) {
    const { valid, errors } = outputResult(prompt, output, checks, results);
    if (valid) {
      goodOutputs.push(output);
      continue;
    }
    outputErrors.push(...errors);
    for (const [id, result] of results) {
      if (result.valid || result.errors.length === 0) continue;
      nodeErrors[id] ??= {
        errors: result.errors,
        dependent_outputs: [],
        class_type: prompt[id]?.class_type ?? '',
      };
      nodeErrors[id].dependent_outputs.push(output);
    }
  }
  return { goodOutputs, nodeErrors, outputErrors };
}

function outputResult(
  prompt: Prompt,
  output: string,
  checks: Checks,
  results: Map<string, Result>,
): Result {
  try {
    return nodeResult(prompt, output, checks, results);
  } catch (error) {
    if (!(error instanceof MissingNode)) throw error;
    const result = { valid: false, errors: [outputException(error.message)] };
    results.set(output, result);
    return result;
  }
}

function nodeResult(
  prompt: Prompt,
  id: string,
  checks: Checks,
  results: Map<string, Result>,
): Result {
  const known = results.get(id);
  if (known !== undefined) return known;
  const node = nodeOf(prompt, id);
  const definition = definitionOf(checks, node);
  const errors: InputError[] = [];
  let valid = true;
  for (const [name, input] of Object.entries(definition.inputs)) {
    const value = node.inputs[name];
    if (value === undefined) {
      if (!input.optional) errors.push(missing(name));
      continue;
    }
    const named = { name, value, config: checks.catalog.inputConfig(definition, input) };
    if (!Array.isArray(value)) {
      errors.push(...valueErrors(named, input, definition, checks));
      continue;
    }
    const error = linkError(prompt, named, input, checks);
    if (error !== null) errors.push(error);
    else if (!linkedIsValid(prompt, named, checks, results)) valid = false;
  }
  const result = { valid: valid && errors.length === 0, errors };
  results.set(id, result);
  return result;
}

function linkError(
  prompt: Prompt,
  named: NamedInput,
  { type }: InputDefinition,
  checks: Checks,
): InputError | null {
  const link = linkIn(named.value);
  if (link === null) return badLink(named);
  const received = definitionOf(checks, nodeOf(prompt, link.node)).outputs[link.slot] ?? '';
  const wanted = typeof type === 'string' ? type : 'COMBO';
  return received === wanted ? null : typeMismatch(named, received, wanted);
}

/** Follows a link; what is missing further up is an error of the node that the link leads to. */
function linkedIsValid(
  prompt: Prompt,
  named: NamedInput,
  checks: Checks,
  results: Map<string, Result>,
): boolean {
  const id = linkIn(named.value)?.node ?? '';
  try {
    return nodeResult(prompt, id, checks, results).valid;
  } catch (error) {
    if (!(error instanceof MissingNode)) throw error;
    results.set(id, { valid: false, errors: [innerException(named, error.message)] });
    return false;
  }
}

function nodeOf(prompt: Prompt, id: string): PromptNode {
  const node = prompt[id];
  if (node === undefined) throw new MissingNode(`'${id}'`);
  return node;
}

function definitionOf({ catalog }: Checks, node: PromptNode): NodeDefinition {
  const definition = catalog.node(node.class_type);
  if (definition === null) throw new MissingNode(`'${node.class_type}'`);
  return definition;
}
