import { detectPhotopea } from '../../src/hosts/photopea/detect';
import type { PhotopeaChannel } from '../../src/hosts/photopea/channel';
import type { EditorHost, LayerResult } from '../../src/hosts/host';
import type { WindowLike } from '../../src/hosts/photopea/port';
import type { Workspace } from '../../src/hosts/standalone/workspace';

/** How long a frame's owner may take to show that it is Photopea. */
const HANDSHAKE_MS = 4000;

export interface Editor {
  readonly host: EditorHost;
  /** What the page itself shows; null where the editor is around the page. */
  readonly workspace: Workspace | null;
  /** Whether a result is in a document already, as far as the editor can tell. */
  readonly wasInserted: (result: LayerResult) => Promise<boolean>;
}

/** The editor around the page if there is one, else the page's own. */
export async function openEditor(win: WindowLike): Promise<Editor> {
  const channel = await detectPhotopea(win, HANDSHAKE_MS);
  return channel === null ? openStandalone() : openPhotopea(channel);
}

/** Each editor's code is loaded only where it is used. */
async function openStandalone(): Promise<Editor> {
  const [{ createStandaloneHost }, { startWorkspace }] = await Promise.all([
    import(/* webpackChunkName: "standalone" */ '../../src/hosts/standalone/standalone-host'),
    import(/* webpackChunkName: "standalone" */ '../../src/hosts/standalone/page/start-workspace'),
  ]);
  const workspace = startWorkspace();
  return {
    host: createStandaloneHost(workspace),
    workspace,
    wasInserted: () => Promise.resolve(false),
  };
}

async function openPhotopea(channel: PhotopeaChannel): Promise<Editor> {
  const [{ createPhotopeaHost }, { startCodec }] = await Promise.all([
    import(/* webpackChunkName: "photopea" */ '../../src/hosts/photopea/photopea-host'),
    import(/* webpackChunkName: "photopea" */ '../../src/hosts/photopea/start-codec'),
  ]);
  const visibility = {
    get hidden(): boolean {
      return document.hidden;
    },
    onChange(listener: () => void): () => void {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
  };
  const host = createPhotopeaHost({ channel, codec: startCodec(), visibility });
  return {
    host,
    workspace: null,
    wasInserted: async (result) => (await host.wasInserted(result)) !== null,
  };
}
