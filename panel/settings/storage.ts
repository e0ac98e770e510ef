import * as v from 'valibot';
import type { Settings, ValuesOf } from './settings';
import { SETTINGS, type SettingRow, type SettingsTable } from './table';

export const SETTINGS_KEY = 'supir-panel.settings';

/** Raised when a value changes its meaning; what an older or newer page wrote is then ignored. */
export const SETTINGS_VERSION = 1;

function plainSchema(row: SettingRow) {
  switch (row.type) {
    case 'number': {
      const within = v.pipe(v.number(), v.minValue(row.min), v.maxValue(row.max));
      return row.whole === true ? v.pipe(within, v.integer()) : within;
    }
    case 'choice':
      return v.picklist(row.options);
    case 'switch':
      return v.boolean();
    case 'text':
      return v.pipe(v.string(), v.maxLength(row.maxLength));
  }
}

/** What a setting may be. */
export function schemaOf(row: SettingRow): v.GenericSchema<SettingRow['default']> {
  const plain = plainSchema(row);
  return row.default === null ? v.nullable(plain) : plain;
}

/** Whether a setting may have a value. */
export function isAllowed(row: SettingRow, value: unknown): boolean {
  return v.is(schemaOf(row), value);
}

/** Settings out of stored text. A value that is missing or not allowed gets its default. */
export function parseSettings<T extends SettingsTable>(table: T, text: string | null): ValuesOf<T> {
  const entries = Object.entries(table).map(
    ([name, row]) => [name, v.fallback(schemaOf(row), row.default)] as const,
  );
  const stored = v.safeParse(STORED, text);
  const values: Readonly<Record<string, unknown>> = stored.success ? stored.output : {};
  const renamed = Object.entries(table).flatMap(([name, { formerly }]) =>
    formerly === undefined ? [] : [[name, values[formerly]] as const],
  );
  const settings = v.parse(v.object(Object.fromEntries(entries)), {
    ...Object.fromEntries(renamed),
    ...values,
  });
  return settings as ValuesOf<T>;
}

const STORED = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ version: v.literal(SETTINGS_VERSION) }),
);

export function serializeSettings(settings: Settings): string {
  return JSON.stringify({ version: SETTINGS_VERSION, ...settings });
}

/** The part of `Storage` that is needed. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem'>;

export interface SettingsStorage {
  load(): Settings;
  save(settings: Settings): void;
}

/**
 * Settings in `localStorage`. A page framed by another site may be refused it (the getter itself
 * throws then); the settings live in memory for as long as the page does.
 */
export function createSettingsStorage(open: () => TextStorage): SettingsStorage {
  let memory: string | null = null;
  const read = (): string | null => {
    try {
      return open().getItem(SETTINGS_KEY);
    } catch {
      return memory;
    }
  };
  return {
    load: () => parseSettings(SETTINGS, read()),
    save(settings: Settings): void {
      memory = serializeSettings(settings);
      try {
        open().setItem(SETTINGS_KEY, memory);
      } catch {
        // Refused or full: the copy in memory serves until the page closes.
      }
    },
  };
}
