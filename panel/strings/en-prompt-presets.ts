/** Words for prompt presets. */
export const enPromptPresets = {
  label: 'Prompt preset',
  help: 'Words for a kind of picture: sets prompt, negative prompt, quality prompt, Quality or Fidelity, and the dial. What you edit afterwards is yours; one click comes back.',
  standard: 'Standard',
  groups: { builtIn: 'Built in', own: 'Yours' },
  builtIn: {
    photograph: 'Photograph',
    portrait: 'Portrait',
    'old-photograph': 'Old photograph',
    drawing: 'Drawing',
    product: 'Product without text',
  },

  edited: 'Changed',
  editedText: 'The settings are no longer those of this preset.',
  back: (name: string): string => `Back to ${name}`,
  update: 'Save',
  updateText: (name: string): string => `Save the changes to ${name}`,
  saveAs: 'Save as…',
  rename: (name: string): string => `Rename ${name}`,
  remove: (name: string): string => `Delete ${name}`,
  exportAll: 'Export your presets to a file',
  copyAll: 'Copy your presets as text (JSON)',
  importFile: 'Import presets from a file',
  importPasted: 'Import presets from the clipboard',

  clipboard: 'Clipboard',

  name: 'Name of the preset',
  nameOk: { 'save-as': 'Save', rename: 'Rename' },
  cancel: 'Cancel',

  undo: 'Undo',
  dismiss: 'Dismiss',
  news: {
    replaced: 'The preset has replaced what you had edited.',
    added: (name: string): string => `“${name}” is saved.`,
    renamed: (name: string): string => `It is called “${name}” now.`,
    updated: (name: string): string => `The changes are saved to “${name}”.`,
    deleted: (name: string): string => `“${name}” is deleted.`,
    imported: (count: string): string => `Imported: ${count}.`,
    importedSome: (count: string, same: string): string =>
      `Imported: ${count}. There already: ${same}.`,
    exported: (count: string): string => `Exported: ${count}.`,
    copied: (count: string): string =>
      `Copied: ${count}. Paste the text into a file that ends in .json.`,
  },
  fleeting: 'This browser does not store your presets now: export them before you close the page.',
};
