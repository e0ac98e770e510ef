/** Names of the checks, in the order in which all are run. */
export const CHECK_NAMES = [
  'page',
  'engine',
  'gpu',
  'worker',
  'gpu-worker',
  'indexed-db',
  'opfs',
  'quota',
  'file-page',
  'file-worker',
  'fetch',
  'fetch-range',
  'bridge-1',
  'bridge-16',
  'pixels',
  'timers',
  'timers-hidden',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** Observed values by name; the same words in all languages. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Outcome of a check. `skipped`: it cannot be tried here or now. */
export interface Finding {
  readonly state: 'ok' | 'failed' | 'skipped';
  readonly facts: Facts;
}

export interface CheckContext {
  readonly signal: AbortSignal;
  /** File that the user has chosen for the checks of file reading; null: none. */
  readonly file: File | null;
}

/** A rejection counts as `failed`, with the error's own words. */
export type Check = (context: CheckContext) => Promise<Finding>;
export type Checks = Readonly<Record<CheckName, Check>>;

/** Checks that need a person's hand while they run; `runAll` leaves them out. */
export const ON_DEMAND: readonly CheckName[] = ['timers-hidden'];

/** The steps of the test script for a real Photoshop to which a check answers. */
export const SCRIPT_STEPS: Readonly<Record<CheckName, string>> = {
  page: 'T2',
  engine: 'T2',
  gpu: 'T2',
  worker: 'T2',
  'gpu-worker': 'T2',
  'indexed-db': 'T6',
  opfs: 'T6',
  quota: 'T6',
  'file-page': 'T3',
  'file-worker': 'T3',
  fetch: 'T4',
  'fetch-range': 'T4',
  'bridge-1': 'T11',
  'bridge-16': 'T11',
  pixels: 'T5, T16',
  timers: 'T12',
  'timers-hidden': 'T12',
};

export type CheckStatus =
  { readonly state: 'waiting' | 'running' } | (Finding & { readonly ms: number });

export interface DiagnosticsState {
  readonly checks: Readonly<Record<CheckName, CheckStatus>>;
  readonly running: boolean;
  readonly file: { readonly name: string; readonly size: number } | null;
}

const WAITING: CheckStatus = { state: 'waiting' };

export const NOTHING_CHECKED: DiagnosticsState = {
  checks: Object.fromEntries(CHECK_NAMES.map((name) => [name, WAITING])) as Record<
    CheckName,
    CheckStatus
  >,
  running: false,
  file: null,
};

export const ok = (facts: Facts): Finding => ({ state: 'ok', facts });
export const failed = (facts: Facts): Finding => ({ state: 'failed', facts });
export const skipped = (why: string): Finding => ({ state: 'skipped', facts: { why } });
