import type { JsonObject } from '../json';

/** A list of choices; or where they are read from, each time that they are asked for. */
export type Choices = readonly string[] | { readonly folder: string } | { readonly files: 'input' };

export interface InputDefinition {
  /** `INT`, `MODEL`, …; a list of choices. */
  readonly type: string | { readonly choices: Choices };
  readonly options: JsonObject;
  readonly optional: boolean;
}

export interface NodeDefinition {
  readonly class: string;
  readonly display: string;
  readonly category: string;
  readonly module: string;
  readonly inputs: Readonly<Record<string, InputDefinition>>;
  readonly outputs: readonly string[];
  /** Whether prompts run for its sake. */
  readonly output: boolean;
  /** Whether its lists of choices have the newer shape. */
  readonly newShape: boolean;
}

const NONE: JsonObject = {};

function input(type: InputDefinition['type'], options: JsonObject = NONE): InputDefinition {
  return { type, options, optional: false };
}

export const link = (type: string): InputDefinition => input(type);

export const whole = (value: number, min: number, max: number, step = 1): InputDefinition =>
  input('INT', { default: value, min, max, step });

export const decimal = (value: number, min: number, max: number, step = 0.01): InputDefinition =>
  input('FLOAT', { default: value, min, max, step });

export const text = (value = ''): InputDefinition =>
  input('STRING', { default: value, multiline: true });

export const yes = (value: boolean): InputDefinition => input('BOOLEAN', { default: value });

export const choice = (choices: Choices, options: JsonObject = NONE): InputDefinition =>
  input({ choices }, options);

export const maybe = (definition: InputDefinition): InputDefinition => ({
  ...definition,
  optional: true,
});

type Parts = Pick<NodeDefinition, 'inputs' | 'outputs'> &
  Partial<Pick<NodeDefinition, 'output' | 'newShape' | 'module' | 'category'>>;

export function node(name: string, parts: Parts): NodeDefinition {
  return {
    class: name,
    display: name,
    category: 'emulated',
    module: 'nodes',
    output: false,
    newShape: false,
    ...parts,
  };
}
