import * as v from 'valibot';
import {
  isSameName,
  MAX_PRESETS,
  MAX_PRESETS_TEXT,
  type OwnPreset,
  type OwnPresets,
} from './own-presets';
import { flatten, FLAT_PRESET } from './preset-schema';
import type { TextStorage } from './storage';

export const PRESETS_KEY = 'supir-panel.prompt-presets';
/** Where a text is put that cannot be read whole, before another one takes its place. */
export const UNREAD_KEY = `${PRESETS_KEY}.unread`;

/** Raised when a value changes its meaning. */
const VERSION = 1;

/** Longest text that is read at all, UTF-16 code units: more than is ever written. */
const MAX_TEXT = 2 * MAX_PRESETS_TEXT;

const STORED = v.pipe(
  v.string(),
  v.maxLength(MAX_TEXT),
  v.parseJson(),
  v.object({ version: v.literal(VERSION), presets: v.array(v.unknown()) }),
);

const ID = v.object({ id: v.pipe(v.string(), v.uuid()) });

export interface ReadPresets {
  readonly presets: OwnPresets;
  /** False where something of the text was not understood. */
  readonly isWhole: boolean;
}

/** Presets out of stored text, as far as they are what they should be. */
export function parseOwnPresets(text: string | null): ReadPresets {
  if (text === null) return { presets: [], isWhole: true };
  const stored = v.safeParse(STORED, text);
  if (!stored.success) return { presets: [], isWhole: false };
  const presets: OwnPreset[] = [];
  for (const entry of stored.output.presets) {
    const [identity, preset] = [v.safeParse(ID, entry), v.safeParse(FLAT_PRESET, entry)];
    if (!identity.success || !preset.success || presets.length === MAX_PRESETS) continue;
    const read = { ...identity.output, ...preset.output };
    const isTaken = presets.some(({ id, name }) => id === read.id || isSameName(name, read.name));
    if (!isTaken) presets.push(read);
  }
  return { presets, isWhole: presets.length === stored.output.presets.length };
}

export function serializeOwnPresets(presets: OwnPresets): string {
  const entries = presets.map((preset) => ({ id: preset.id, ...flatten(preset) }));
  return JSON.stringify({ version: VERSION, presets: entries });
}

export interface OwnPresetsStorage {
  load(): OwnPresets;
  /** False where the browser refuses storage, or it is full: they live as long as the page then. */
  save(presets: OwnPresets): boolean;
}

/** The person's presets beside the settings. Whoever changes them loads them first: another window may have. */
export function createOwnPresetsStorage(open: () => TextStorage): OwnPresetsStorage {
  /** What storage has refused. */
  let refused: OwnPresets | null = null;
  const read = (): string | null => {
    try {
      return open().getItem(PRESETS_KEY);
    } catch {
      return null;
    }
  };
  const keepUnread = (before: string | null): void => {
    const isKept = before === null || before.length > MAX_TEXT || parseOwnPresets(before).isWhole;
    if (!isKept) open().setItem(UNREAD_KEY, before);
  };
  return {
    load: () => refused ?? parseOwnPresets(read()).presets,
    save(presets) {
      try {
        keepUnread(read());
        open().setItem(PRESETS_KEY, serializeOwnPresets(presets));
        refused = null;
      } catch {
        refused = presets;
      }
      return refused === null;
    },
  };
}
