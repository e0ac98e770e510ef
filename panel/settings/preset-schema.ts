import * as v from 'valibot';
import { cleanName, type NamedPreset } from './own-presets';
import { PRESET_FIELDS, type PresetValues } from './prompt-presets';
import { schemaOf } from './storage';
import { SETTINGS } from './table';

/** Longest name that is read at all; what is kept of it is shorter. */
const MAX_READ_NAME = 1000;

/** A preset's name, from outside. */
export const PRESET_NAME = v.pipe(
  v.string(),
  v.maxLength(MAX_READ_NAME),
  v.transform(cleanName),
  v.minLength(1),
);

const FIELDS = Object.fromEntries(
  PRESET_FIELDS.map((name) => {
    const row = SETTINGS[name];
    return [name, v.optional(schemaOf(row), row.default)] as const;
  }),
);

/** A preset as it is written: its name and the values of its fields, side by side. */
export const FLAT_PRESET = v.pipe(
  v.object({ ...FIELDS, name: PRESET_NAME }),
  v.transform(({ name, ...values }): NamedPreset => ({ name, values: values as PresetValues })),
);

export type FlatPreset = { readonly name: string } & PresetValues;

export function flatten({ name, values }: NamedPreset): FlatPreset {
  return { name, ...values };
}
