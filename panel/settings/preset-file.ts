import * as v from 'valibot';
import { fileUnreadable } from '../../src/core/file-errors';
import { MAX_PRESETS, type NamedPreset } from './own-presets';
import {
  presetFileEmpty,
  presetFileForeign,
  presetFileTooLarge,
  presetFileVersion,
  presetFileWrong,
  presetsFull,
} from './preset-errors';
import { flatten, FLAT_PRESET, PRESET_NAME } from './preset-schema';

const FORMAT = 'supir-panel.prompt-presets';
const VERSION = 1;

/** Longest file that is read, bytes, and longest text, UTF-16 code units: far more than is ever exported. */
export const MAX_FILE_LENGTH = 1024 * 1024;

export const PRESET_FILE_NAME = 'prompt-presets.json';

const HEAD = v.object({ format: v.literal(FORMAT), version: v.number() });
const LIST = v.object({ presets: v.array(v.unknown()) });

/** A file's text for other panels, and for people to read. */
export function presetFileText(presets: readonly NamedPreset[]): string {
  const file = { format: FORMAT, version: VERSION, presets: presets.map(flatten) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** A file that somebody has chosen, as far as it is needed. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** @throws FileError, PanelError as `parsePresetFile`, and for files that cannot be read */
export async function readPresetFile(file: ChosenFile): Promise<readonly NamedPreset[]> {
  const { name, size } = file;
  checkLength(name, size);
  const bytes = await file.arrayBuffer().catch((error: unknown) => {
    throw fileUnreadable(name, error);
  });
  return parsePresetFile(name, textOf(name, bytes));
}

function textOf(name: string, bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw presetFileForeign(name);
  }
}

function checkLength(file: string, length: number): void {
  if (length > MAX_FILE_LENGTH) throw presetFileTooLarge(file, MAX_FILE_LENGTH / 1024);
}

/**
 * The presets of a file, all or none; `file` is its name, for errors.
 * @throws FileError where it is too long, no file of presets, or one with a value that is not allowed
 * @throws PanelError where it has more presets than there is ever room for
 */
export function parsePresetFile(file: string, text: string): readonly NamedPreset[] {
  checkLength(file, text.length);
  const content = jsonOf(file, text);
  const head = v.safeParse(HEAD, content);
  if (!head.success) throw presetFileForeign(file);
  if (head.output.version !== VERSION) throw presetFileVersion(file, head.output.version);
  const list = v.safeParse(LIST, content);
  if (!list.success) throw presetFileForeign(file);
  const { presets } = list.output;
  if (presets.length === 0) throw presetFileEmpty(file);
  if (presets.length > MAX_PRESETS) throw presetsFull(MAX_PRESETS);
  return presets.map((entry, at) => {
    const preset = v.safeParse(FLAT_PRESET, entry);
    if (preset.success) return preset.output;
    const field = v.getDotPath(preset.issues[0]) ?? 'presets';
    throw presetFileWrong(file, nameIn(entry) ?? at + 1, field);
  });
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw presetFileForeign(file);
  }
}

const NAMED = v.object({ name: PRESET_NAME });

/** Name of a preset that may have other faults. */
function nameIn(entry: unknown): string | null {
  const named = v.safeParse(NAMED, entry);
  return named.success ? named.output.name : null;
}
