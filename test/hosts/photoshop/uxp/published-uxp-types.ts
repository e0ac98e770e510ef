import type fs from 'fs';
import type { entrypoints, host, pluginManager, storage, versions } from 'uxp';
import type {
  Entries,
  LocalFileSystem,
  PanelEntry,
  UxpClipboard,
  UxpFile,
  UxpFolder,
  UxpFs,
  UxpModule,
  UxpStorage,
} from '../../../../src/hosts/photoshop/uxp/types/uxp';

type Accepts<Theirs, Ours extends Theirs> = Ours;
type Setup = Parameters<(typeof entrypoints)['setup']>[0];

/**
 * Checked by the compiler alone (tsconfig.uxp.json): a line is an error where the plugin uses a name
 * that the published types of UXP do not have. They call most results `any`, so names are all that
 * can be compared. Left out is what they lack: `plugin.showPanel` and members of the web view.
 */
export interface Agreements {
  readonly fileSystem: Accepts<keyof storage.FileSystemProvider, keyof LocalFileSystem>;
  readonly formats: Accepts<keyof typeof storage.formats, keyof UxpModule['storage']['formats']>;
  readonly folder: Accepts<keyof storage.Folder, keyof UxpFolder>;
  readonly file: Accepts<keyof (storage.Entry & storage.File), keyof UxpFile>;
  readonly fs: Accepts<keyof typeof fs, keyof UxpFs>;
  readonly plugin: Accepts<keyof Setup['plugin'], keyof Entries['plugin']>;
  readonly panel: Accepts<keyof Setup['panels'][number], keyof PanelEntry>;
  readonly host: Accepts<keyof typeof host, keyof UxpModule['host']>;
  readonly versions: Accepts<keyof typeof versions, keyof UxpModule['versions']>;
  readonly plugins: Accepts<keyof typeof pluginManager, keyof UxpModule['pluginManager']>;
  readonly clipboard: Accepts<keyof Clipboard, keyof UxpClipboard>;
  readonly storage: Accepts<keyof LocalStorage, keyof UxpStorage>;
}
