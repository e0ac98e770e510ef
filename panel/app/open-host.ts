import { delay } from '../../src/core/abort';
import { detectPhotopea } from '../../src/hosts/photopea/detect';
import type { PhotopeaChannel } from '../../src/hosts/photopea/channel';
import { lateText } from '../../src/hosts/photopea/purposes';
import type { LayerResult } from '../../src/core/document';
import type { EditorHost } from '../../src/hosts/host';
import { isFramed, type WindowLike } from '../../src/hosts/photopea/parent-window';
import type { Editor } from '../../src/editor/editor';
import { createSettingsStorage } from '../settings/storage';
import { showWaiting } from './photopea-waiting';

/** How long Photopea may take to answer before the page says that it is waiting. */
const HANDSHAKE_MS = 1500;

/** Timeout of each further question once the page has said that it is waiting. */
const ASKED_AGAIN_MS = 4000;

/** Pause between two questions: a window that answers something else at once is not asked in a tight loop. */
const PAUSE_MS = 500;

export interface OpenedHost {
  readonly host: EditorHost;
  /** The page's own editor; null where the editor is the window around the page. */
  readonly editor: Editor | null;
  /** Whether a result is in a document already, as far as the editor can tell. */
  readonly wasInserted: (result: LayerResult) => Promise<boolean>;
  /** Counts and times of the connection to the editor, for diagnostics. */
  readonly facts: () => Readonly<Record<string, string>>;
}

/** Connects the editor around the page if there is one, else starts the page's own. */
export async function openHost(win: WindowLike): Promise<OpenedHost> {
  if (!isFramed(win)) return openStandalone();
  const channel = (await detectPhotopea(win, HANDSHAKE_MS)) ?? (await waitForPhotopea(win));
  return channel === null ? openStandalone() : openPhotopea(channel);
}

/** Asks until Photopea, which may be busy, answers; null when the user chooses not to wait. */
async function waitForPhotopea(win: WindowLike): Promise<PhotopeaChannel | null> {
  const controller = new AbortController();
  const { signal } = controller;
  const settings = createSettingsStorage(() => localStorage).load();
  showWaiting(document.body, settings, navigator.languages, () => controller.abort());
  while (!signal.aborted) {
    const channel = await detectPhotopea(win, ASKED_AGAIN_MS, { signal });
    if (channel !== null) return channel;
    await delay(PAUSE_MS, signal).catch(() => undefined);
  }
  return null;
}

/** Starts the page's own editor; each editor's code is loaded only where it is used. */
async function openStandalone(): Promise<OpenedHost> {
  const [{ createStandaloneHost }, { startEditor }] = await Promise.all([
    import(/* webpackChunkName: "standalone" */ '../../src/hosts/standalone'),
    import(/* webpackChunkName: "standalone" */ '../../src/editor/start-editor'),
  ]);
  const editor = startEditor();
  return {
    host: createStandaloneHost(editor),
    editor,
    wasInserted: () => Promise.resolve(false),
    facts: () => ({}),
  };
}

async function openPhotopea(channel: PhotopeaChannel): Promise<OpenedHost> {
  const [{ createPhotopeaHost }, { startCodec }] = await Promise.all([
    import(/* webpackChunkName: "photopea" */ '../../src/hosts/photopea/photopea-host'),
    import(/* webpackChunkName: "photopea" */ '../../src/hosts/photopea/worker-codec'),
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
    editor: null,
    wasInserted: async (result) => (await host.wasInserted(result)) !== null,
    facts: () => ({ lateScripts: lateText(channel.late) }),
  };
}
