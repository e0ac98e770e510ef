import {
  presetNameBuiltIn,
  presetNameMissing,
  presetNameTaken,
  presetsFull,
  presetsTooLong,
} from './preset-errors';
import { sameValues, type PresetValues } from './prompt-presets';

export interface NamedPreset {
  readonly name: string;
  readonly values: PresetValues;
}

/** A prompt preset that the person has saved. Names differ by more than their case. */
export interface OwnPreset extends NamedPreset {
  readonly id: string;
}

export type OwnPresets = readonly OwnPreset[];

export const MAX_PRESETS = 50;
/** Longest name, UTF-16 code units. */
export const MAX_NAME = 60;
/**
 * Most characters of all presets together as JSON, UTF-16 code units. In Photoshop they lie in one
 * stored text with everything else, whose size is limited.
 */
export const MAX_PRESETS_TEXT = 32 * 1024;

/** Control characters, halves of characters, and marks that nobody sees but that join emojis. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]+/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A name as it is kept: one line, trimmed, of `MAX_NAME` code units at most; '' where nothing is to be seen. */
export function cleanName(name: string): string {
  const line = name.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim().normalize('NFC');
  return SEEN.test(line) ? cutTo(line, MAX_NAME) : '';
}

function cutTo(text: string, length: number): string {
  // A cut through a character would leave half of one.
  return text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}

/** Whether people would take two names for one. */
export function isSameName(a: string, b: string): boolean {
  return keyOf(a) === keyOf(b);
}

const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase();

/** @throws PanelError where people would take a typed name for one of the built-in presets */
export function checkNotBuiltIn(name: string, builtIn: readonly string[]): void {
  const typed = cleanName(name);
  const taken = builtIn.find((other) => isSameName(other, typed));
  if (taken !== undefined) throw presetNameBuiltIn(taken);
}

/** A name without the number that `freeName` puts behind it. */
const withoutNumber = (name: string): string => name.replace(/ \(\d{1,4}\)$/, '');

/** The name, with the first number behind it that makes it one that is not taken. */
export function freeName(name: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(keyOf));
  const base = withoutNumber(name);
  let free = name;
  for (let count = 2; keys.has(keyOf(free)); count++) {
    const ending = ` (${count})`;
    free = cutTo(base, MAX_NAME - ending.length) + ending;
  }
  return free;
}

/**
 * The presets with another one at the end, or at `at`.
 * @throws PanelError where there is no room, or its name is missing or taken
 */
export function withPreset(own: OwnPresets, added: OwnPreset, at = own.length): OwnPresets {
  const name = nameFor(own, added.name);
  return withinBounds([...own.slice(0, at), { ...added, name }, ...own.slice(at)]);
}

/**
 * The presets with one of them changed; the same list where it is not among them.
 * @throws PanelError where its name is missing or taken, or there is no room
 */
export function withChanged(
  own: OwnPresets,
  id: string,
  changes: Partial<NamedPreset>,
): OwnPresets {
  const others = own.filter((preset) => preset.id !== id);
  if (others.length === own.length) return own;
  const renamed = changes.name === undefined ? {} : { name: nameFor(others, changes.name) };
  return withinBounds(
    own.map((preset) => (preset.id === id ? { ...preset, ...changes, ...renamed } : preset)),
  );
}

function nameFor(others: OwnPresets, wanted: string): string {
  const name = cleanName(wanted);
  if (name === '') throw presetNameMissing();
  const taken = others.find((other) => isSameName(other.name, name));
  if (taken !== undefined) throw presetNameTaken(taken.name);
  return name;
}

function withinBounds(own: OwnPresets): OwnPresets {
  if (own.length > MAX_PRESETS) throw presetsFull(MAX_PRESETS);
  if (JSON.stringify(own).length > MAX_PRESETS_TEXT) throw presetsTooLong(MAX_PRESETS_TEXT);
  return own;
}

export interface Merged {
  readonly own: OwnPresets;
  readonly added: OwnPresets;
  /** How many of those that came were there already, name and values. */
  readonly same: number;
}

/**
 * The presets with others behind them. Nothing that is there changes: one whose name is taken, or one
 * of `builtIn`, comes with a number behind it, and what is there already, be it with such a number, does
 * not come again.
 * @throws PanelError where there is no room for all of them
 */
export function merged(
  own: OwnPresets,
  coming: readonly NamedPreset[],
  newId: () => string,
  builtIn: readonly string[] = [],
): Merged {
  let all = own;
  for (const { name, values } of coming) {
    const base = withoutNumber(name);
    const isThere = all.some(
      (other) => isSameName(withoutNumber(other.name), base) && sameValues(other.values, values),
    );
    if (isThere) continue;
    const taken = [...builtIn, ...all.map((other) => other.name)];
    all = [...all, { id: newId(), name: freeName(name, taken), values }];
  }
  const added = all.slice(own.length);
  return { own: withinBounds(all), added, same: coming.length - added.length };
}
