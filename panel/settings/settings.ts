import {
  FOLDED_GROUPS,
  SETTINGS,
  type SettingGroup,
  type SettingRow,
  type SettingsTable,
} from './table';

type Plain<R extends SettingRow> = R extends { readonly options: readonly (infer Option)[] }
  ? Option
  : R extends { readonly type: 'number' }
    ? number
    : R extends { readonly type: 'switch' }
      ? boolean
      : string;

/** The values of a table's settings. */
export type ValuesOf<T extends SettingsTable> = {
  readonly [K in keyof T]: Plain<T[K]> | (T[K]['default'] extends null ? null : never);
};

/** What the user has chosen; kept from one visit to the next. */
export type Settings = ValuesOf<typeof SETTINGS>;
export type SettingName = keyof Settings;

/** What SUPIR is asked for on this computer alone, and a server never. */
export const HERE_ALONE: readonly SettingName[] = ['loraStrength', 'promptBatch', 'cardMemory'];

/** Names of the settings whose rows have these properties. */
export type NamesOf<Row> = {
  [K in SettingName]: (typeof SETTINGS)[K] extends Row ? K : never;
}[SettingName];

export function defaultsOf<T extends SettingsTable>(table: T): ValuesOf<T> {
  const values = Object.entries(table).map(([name, row]) => [name, row.default] as const);
  return Object.fromEntries(values) as ValuesOf<T>;
}

export const DEFAULT_SETTINGS: Settings = defaultsOf(SETTINGS);

export type NamedRow = readonly [name: SettingName, row: SettingRow];

export function rowsOf(table: SettingsTable): readonly NamedRow[] {
  return Object.entries(table) as [SettingName, SettingRow][];
}

/** The settings of these groups, in the table's order. */
export function rowsIn(
  groups: readonly SettingGroup[],
  table: SettingsTable = SETTINGS,
): readonly NamedRow[] {
  return rowsOf(table).filter(([, { group }]) => group !== undefined && groups.includes(group));
}

/** Whether a setting's control is there: it may be about one value of another setting alone. */
export function isAsked(settings: Settings, { under }: SettingRow): boolean {
  return under === undefined || settings[under.name as SettingName] === under.value;
}

/** How many settings of the folded section differ from their default; what they ask for is not counted. */
export function changedDetails(settings: Settings, table?: SettingsTable): number {
  return rowsIn(FOLDED_GROUPS, table).filter(
    ([name, row]) => row.under === undefined && settings[name] !== row.default,
  ).length;
}

/** The settings with what changed; the same object when nothing does. */
export function withSettings(settings: Settings, changes: Partial<Settings>): Settings {
  const names = Object.keys(changes) as SettingName[];
  return names.every((name) => settings[name] === changes[name])
    ? settings
    : { ...settings, ...changes };
}
