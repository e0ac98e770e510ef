import { pythonText, type Json, type JsonObject } from '../json';
import type { Catalog } from './catalog';
import type { InputDefinition, NodeDefinition } from './definition';
import {
  customFailed,
  notConverted,
  notInList,
  outOfRange,
  type InputError,
  type NamedInput,
} from './input-errors';

export interface Checks {
  readonly catalog: Catalog;
  /** Whether `LoadImage` finds the file. */
  readonly hasFile: (annotated: string) => boolean;
  /** Whether long lists of choices are kept out of errors. */
  readonly keepsShort: boolean;
}

/** What is wrong with a value that is no link. */
export function valueErrors(
  named: NamedInput,
  { type, options }: InputDefinition,
  definition: NodeDefinition,
  checks: Checks,
): readonly InputError[] {
  const { value } = named;
  if (typeof type !== 'string') {
    if (definition.class === 'LoadImage') {
      const file = pythonText(value);
      return checks.hasFile(file) ? [] : [customFailed(named.name, `Invalid image file: ${file}`)];
    }
    const choices = checks.catalog.choices(type.choices);
    const fits = typeof value === 'string' && choices.includes(value);
    return fits ? [] : [notInList(named, choices, checks.keepsShort)];
  }
  if (type !== 'INT' && type !== 'FLOAT') return [];
  const number = converted(value);
  if (number === null) return [notConverted(named, type)];
  return rangeErrors(named, number, options);
}

/** As Python's `int` and `float` would; null: they would throw. */
function converted(value: Json): number | null {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const number = value === '' ? NaN : Number(value);
  return Number.isNaN(number) ? null : number;
}

function rangeErrors(named: NamedInput, number: number, options: JsonObject): InputError[] {
  const { min, max } = options;
  if (typeof min === 'number' && number < min) return [outOfRange(named, 'min', min)];
  if (typeof max === 'number' && number > max) return [outOfRange(named, 'max', max)];
  return [];
}
