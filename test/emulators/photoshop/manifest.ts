/** What of a plugin's manifest the emulator looks at. */
export interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly requiredPermissions: {
    readonly webview?: {
      readonly allow?: 'yes';
      readonly allowLocalRendering?: 'yes';
      readonly domains?: readonly string[] | 'all';
      readonly enableMessageBridge?: 'localAndRemote' | 'localOnly' | 'no';
    };
    readonly localFileSystem?: 'plugin' | 'request' | 'fullAccess';
    readonly clipboard?: 'read' | 'readAndWrite';
    readonly launchProcess?: {
      readonly schemes?: readonly string[];
      readonly extensions?: readonly string[];
    };
    readonly network?: { readonly domains?: readonly string[] | 'all' };
    readonly allowCodeGenerationFromStrings?: boolean;
  };
}

/** A plugin with one local page that asks for pickers and the clipboard. */
export const DEFAULT_MANIFEST: Manifest = {
  id: 'plugin.under.test',
  name: 'Plugin under test',
  version: '1.0.0',
  requiredPermissions: {
    webview: {
      allow: 'yes',
      allowLocalRendering: 'yes',
      domains: [],
      enableMessageBridge: 'localOnly',
    },
    localFileSystem: 'request',
    clipboard: 'readAndWrite',
    launchProcess: { schemes: ['https'], extensions: [] },
  },
};
