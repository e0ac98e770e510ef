import { pythonText, type Json, type JsonObject } from '../json';

/** What is wrong with an input of a node. */
export interface InputError {
  readonly type: string;
  readonly message: string;
  readonly details: string;
  readonly extra_info: JsonObject;
}

/** An input as errors name it. */
export interface NamedInput {
  readonly name: string;
  readonly config: Json;
  readonly value: Json;
}

const MOST_CHOICES_TOLD = 20;

function about({ name, config, value }: NamedInput): JsonObject {
  return { input_name: name, input_config: config, received_value: value };
}

export function missing(name: string): InputError {
  const extra_info = { input_name: name };
  return {
    type: 'required_input_missing',
    message: 'Required input is missing',
    details: name,
    extra_info,
  };
}

export function badLink(input: NamedInput): InputError {
  return {
    type: 'bad_linked_input',
    message: 'Bad linked input, must be a length-2 list of [node_id, slot_index]',
    details: input.name,
    extra_info: about(input),
  };
}

export function typeMismatch(input: NamedInput, received: string, wanted: string): InputError {
  return {
    type: 'return_type_mismatch',
    message: 'Return type mismatch between linked nodes',
    details: `${input.name}, received_type(${received}) mismatch input_type(${wanted})`,
    extra_info: {
      input_name: input.name,
      input_config: input.config,
      received_type: received,
      linked_node: input.value,
    },
  };
}

export function notConverted(input: NamedInput, wanted: string): InputError {
  const reason = `invalid literal: ${pythonText(input.value)}`;
  return {
    type: 'invalid_input_type',
    message: `Failed to convert an input value to a ${wanted} value`,
    details: `${input.name}, ${pythonText(input.value)}, ${reason}`,
    extra_info: { ...about(input), exception_message: reason },
  };
}

export function outOfRange(input: NamedInput, bound: 'min' | 'max', limit: number): InputError {
  const [type, words] =
    bound === 'min'
      ? ['value_smaller_than_min', 'smaller than min of']
      : ['value_bigger_than_max', 'bigger than max of'];
  return {
    type,
    message: `Value ${pythonText(input.value)} ${words} ${limit}`,
    details: input.name,
    extra_info: about(input),
  };
}

/** `keepsShort`: long lists are not sent back. */
export function notInList(
  input: NamedInput,
  choices: readonly string[],
  keepsShort: boolean,
): InputError {
  const long = keepsShort && choices.length > MOST_CHOICES_TOLD;
  const list = long ? `(list of length ${choices.length})` : pythonText(choices);
  return {
    type: 'value_not_in_list',
    message: 'Value not in list',
    details: `${input.name}: '${pythonText(input.value)}' not in ${list}`,
    extra_info: about(long ? { ...input, config: null } : input),
  };
}

export function customFailed(name: string, why: string): InputError {
  return {
    type: 'custom_validation_failed',
    message: 'Custom validation failed for node',
    details: `${name} - ${why}`,
    extra_info: { input_name: name },
  };
}

/** A link to a node that is not there. */
export function innerException(input: NamedInput, message: string): InputError {
  return {
    type: 'exception_during_inner_validation',
    message: 'Exception when validating inner node',
    details: message,
    extra_info: {
      input_name: input.name,
      input_config: input.config,
      exception_message: message,
      exception_type: 'KeyError',
      traceback: ['  File "/srv/comfy/execution.py", line 825, in validate_inputs\n'],
      linked_node: input.value,
    },
  };
}

export function outputException(message: string): InputError {
  return {
    type: 'exception_during_validation',
    message: 'Exception when validating node',
    details: message,
    extra_info: {
      exception_type: 'KeyError',
      traceback: ['  File "/srv/comfy/execution.py", line 1088, in validate_prompt\n'],
    },
  };
}
