/** The two ends, as they introduce themselves. */
export const PAGE = 'page';
export const PLUGIN = 'plugin';

/** Methods of the plugin that the page may call. Parameters and answers: `uxp/` and `page/`. */
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
  | 'fileSave'
  | 'echo'
  | 'probePixels'
  | 'serverChosen'
  | 'serverCall'
  | 'socketOpen'
  | 'socketNext'
  | 'socketSend'
  | 'socketClose';

/**
 * Events from the plugin. `changed`: a snapshot may differ; `theme`: Photoshop's theme; `command`:
 * one from the menu.
 */
export type PluginEvent = 'changed' | 'theme' | 'command';

/**
 * Events from the page. `settled`: it has received the outcome of an insertion; `watch`: it wants
 * to hear of changes, or no longer.
 */
export type PageEvent = 'settled' | 'watch';

/** Commands from Photoshop's menu. */
export type PanelCommand = 'upscale';

/** Bytes of one slice of a file or asset that is read in slices. */
export const SLICE_BYTES = 4 * 2 ** 20;
