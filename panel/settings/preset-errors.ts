import { FileError, PanelError } from '../../src/core/errors';

export function presetNameMissing(): PanelError {
  return new PanelError({
    code: 'preset-name-missing',
    message: 'The preset has no name.',
    hint: 'Type one.',
  });
}

export function presetNameTaken(name: string): PanelError {
  return new PanelError({
    code: 'preset-name-taken',
    message: `There is a preset “${name}” already.`,
    hint: 'Type another name, or choose that preset and save your changes to it.',
    details: { name },
  });
}

export function presetNameBuiltIn(name: string): PanelError {
  return new PanelError({
    code: 'preset-name-built-in',
    message: `“${name}” is in the list already, and is not a preset of yours.`,
    hint: 'Type another name.',
    details: { name },
  });
}

/** @param limit most presets of one's own */
export function presetsFull(limit: number): PanelError {
  return new PanelError({
    code: 'presets-full',
    message: `There is no room for more than ${limit} presets of your own.`,
    hint: 'Nothing was added. Export them to a file and delete some.',
    details: { limit },
  });
}

/** @param limit most characters of all presets together, as they are stored */
export function presetsTooLong(limit: number): PanelError {
  return new PanelError({
    code: 'presets-too-long',
    message: `Your presets together would have more than ${limit} characters.`,
    hint: 'Nothing was added. Shorten the prompts, or export your presets and delete some.',
    details: { limit },
  });
}

export function presetGone(name: string): PanelError {
  return new PanelError({
    code: 'preset-gone',
    message: `The preset “${name}” is no longer there.`,
    hint: 'Another window has deleted it. Your settings are as they were: save them as a new preset.',
    details: { name },
  });
}

export function presetsNotCopied(): PanelError {
  return new PanelError({
    code: 'presets-not-copied',
    message: 'The presets did not get onto the clipboard.',
    hint: 'Try again. They are kept here as they were.',
  });
}

/** In Photoshop presets come from the clipboard. */
const TAKE_EXPORTED =
  'Take a .json file that this panel has exported, or the whole of a text that it has copied.';

/** @param limit kilobytes */
export function presetFileTooLarge(file: string, limit: number): FileError {
  return new FileError({
    code: 'preset-file-too-large',
    message: `“${file}” is larger than ${limit} kB: it holds no prompt presets.`,
    hint: TAKE_EXPORTED,
    details: { file, limit },
  });
}

export function presetFileForeign(file: string): FileError {
  return new FileError({
    code: 'preset-file-foreign',
    message: `“${file}” holds no prompt presets.`,
    hint: TAKE_EXPORTED,
    details: { file },
  });
}

export function presetFileVersion(file: string, version: number): FileError {
  return new FileError({
    code: 'preset-file-version',
    message: `“${file}” is of version ${version}, which this panel does not know.`,
    hint: 'Update the panel, or export the file from the same version.',
    details: { file, version },
  });
}

/** @param preset name of the preset, or its place in the file, counted from 1 */
export function presetFileWrong(file: string, preset: string | number, field: string): FileError {
  return new FileError({
    code: 'preset-file-wrong',
    message: `“${file}”: “${field}” of the preset ${preset} has a value that it cannot have.`,
    hint: 'Nothing was imported. Correct the file, or take the preset out of it.',
    details: { file, preset, field },
  });
}

export function presetFileEmpty(file: string): FileError {
  return new FileError({
    code: 'preset-file-empty',
    message: `The list of presets in “${file}” is empty.`,
    hint: TAKE_EXPORTED,
    details: { file },
  });
}
