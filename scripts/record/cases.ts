import { INSTALLED_RUNTIME, type RuntimeCopy } from '../lib/runtime-copy';
import type { AdapterName } from '../../test/emulators/gpu/adapters';

/** What can be recorded: a network by itself, or a whole restoration. */
export const SUBJECTS = ['step', 'clean', 'encode', 'decode', 'towers', 'fast', 'picture'] as const;
export type Subject = (typeof SUBJECTS)[number];

export const POLICIES = ['q8', 'f16', 'q4', 'f32'] as const;

/** One recording, as plain data: it crosses into a process of its own. */
export interface RecordCase {
  readonly subject: Subject;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly vendor: AdapterName;
  readonly shaderF16: boolean;
  readonly subgroups: boolean;
  /** Samples of a step: two with a negative prompt, one without. */
  readonly batch: 1 | 2;
  /** How the step's weights are kept. */
  readonly policy: (typeof POLICIES)[number];
  /** The autoencoder in one piece, whatever the plan says. */
  readonly whole: boolean;
  /** Memory of the graphics card, GiB; null: not known. */
  readonly card: number | null;
  /** The autoencoder beside the step's weights, as in every run but a page's first. */
  readonly beside: boolean;
  /** Restorations of the same picture, one after the other. */
  readonly runs: number;
  /** Steps of each restoration. */
  readonly steps: number;
  /** Options of the runtime's WebGPU provider; of a session where the key begins with `session.`. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly runtime: RuntimeCopy;
}

const DEFAULTS: Omit<RecordCase, 'subject' | 'width' | 'height'> = {
  vendor: 'nvidia',
  shaderF16: true,
  subgroups: true,
  batch: 2,
  policy: 'q8',
  whole: false,
  card: null,
  beside: false,
  runs: 1,
  steps: 2,
  options: {},
  runtime: INSTALLED_RUNTIME,
};

/** A square case with everything else as the panel would have it on a desktop card. */
export function recordCase(
  subject: Subject,
  side: number,
  change: Partial<Omit<RecordCase, 'subject'>> = {},
): RecordCase {
  return { ...DEFAULTS, subject, width: side, height: side, ...change };
}
