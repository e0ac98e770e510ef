/**
 * How long a look in passing waits. It is longer than any script that only asks; beyond it Photopea is
 * working on something of its own, and the next look will do.
 */
const LOOK_MS = 5_000;

/**
 * How long a script of a run waits. A heavy export of a big document takes some ten seconds on a slow
 * machine; and whatever the script, it begins only when Photopea has finished what its user is doing:
 * so even a question waits for a heavy filter, and a busy Photopea is not given up early.
 */
const RUN_MS = 120_000;

/** What a script of ours is for, in words for people, and how long its answer may take, in milliseconds. */
export interface PurposeFacts {
  readonly words: string;
  readonly limitMs: number;
}

const FACTS = {
  'find-photopea': { words: 'asking whether this is Photopea', limitMs: LOOK_MS },
  look: { words: 'looking what is open and selected', limitMs: LOOK_MS },
  status: { words: 'asking about the document', limitMs: RUN_MS },
  traits: { words: 'reading depth and colour profile of the document', limitMs: RUN_MS },
  'read-layer': { words: 'reading the layer', limitMs: RUN_MS },
  'copy-selection': { words: 'copying the selection', limitMs: RUN_MS },
  'read-selection': { words: 'reading the selection', limitMs: RUN_MS },
  'find-result': { words: 'looking for a result that is in already', limitMs: RUN_MS },
  'prepare-insert': { words: 'looking where the result goes', limitMs: RUN_MS },
  insert: { words: 'inserting the result', limitMs: RUN_MS },
  'undo-insert': { words: 'taking the result back', limitMs: RUN_MS },
  'tidy-up': { words: 'tidying up after a script that stopped', limitMs: RUN_MS },
} as const satisfies Record<string, PurposeFacts>;

/** What a script is for: a stable name, for diagnostics and translations. */
export type ScriptPurpose = keyof typeof FACTS;

export const PURPOSES: Readonly<Record<ScriptPurpose, PurposeFacts>> = FACTS;

/** A script that had not answered when its time was over. */
export interface LateScript {
  readonly purpose: ScriptPurpose;
  readonly waitedMs: number;
}

/** `look (5 s), read-layer (120 s)`, the latest last; for diagnostics. */
export function lateText(list: readonly LateScript[]): string {
  const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
  return list.map(({ purpose, waitedMs }) => `${purpose} (${seconds(waitedMs)})`).join(', ');
}
