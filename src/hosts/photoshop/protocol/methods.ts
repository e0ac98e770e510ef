/** The two ends, as they introduce themselves. */
export const PAGE = 'page';
export const PLUGIN = 'plugin';

/** What the page may ask the plugin for. Parameters and answers: `uxp/` and `page/`. */
export type MethodName =
  | 'environment'
  | 'snapshot'
  | 'readLayer'
  | 'readSelection'
  | 'insert'
  | 'insertAgain'
  | 'insertOutcome'
  | 'saveSettings'
  | 'copyText'
  | 'pasteText'
  | 'assetSize'
  | 'assetRead'
  | 'filePick'
  | 'fileList'
  | 'fileRead'
  | 'fileForget'
  | 'echo'
  | 'probePixels';

/** From the plugin: something may look different; the editor's theme; a command from the menu. */
export type PluginEvent = 'changed' | 'theme' | 'command';

/** From the page: it has the outcome of an insertion; it wants to be told of changes, or no more. */
export type PageEvent = 'settled' | 'watch';

/** Commands from Photoshop's menu. */
export type PanelCommand = 'upscale';

/** A slice of a large binary: file ranges and assets. */
export const SLICE_BYTES = 4 * 2 ** 20;
