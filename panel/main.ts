import './components';
import './panel.css';
import { createActions, mountPanel } from './mount';
import { createIndexedMemory } from './models/indexed-memory';
import { pickModelFiles } from './models/pick-files';
import { diagnosticsText } from './session/diagnostics';
import { createModelFiles } from './session/model-files';
import { createSession } from './session/session';
import { watchSnapshot } from './session/watch';
import { createSettingsStorage } from './settings/storage';
import { copyText } from './start/clipboard';
import { download } from './start/download';
import { acceptDrops } from './start/drop-models';
import { openEditor } from './start/editor';
import { startEngine } from './start/engine';
import { inspectInWorker } from './start/inspect';
import { layOut } from './start/layout';
import { readLicences } from './start/licences';
import { followLook, isDark, languageOf } from './start/look';
import { startPictures } from './start/pictures';
import { installServiceWorker } from './start/service-worker';
import * as step from './store/actions';
import { initialState } from './store/state';
import { createStore } from './store/store';

declare const __VERSION__: string;

const SAMPLE = { url: 'samples/coffee-cup.jpg', name: 'coffee-cup.jpg' };

async function start(): Promise<void> {
  const storage = createSettingsStorage(() => localStorage);
  const settings = storage.load();
  const { host, workspace, wasInserted } = await openEditor(window);
  const store = createStore(
    initialState({
      settings,
      language: languageOf(settings),
      dark: isDark(settings, host.kind),
      developer: new URLSearchParams(location.search).has('developer'),
      host: { kind: host.kind, description: host.description, modes: host.modes },
    }),
  );
  const layout = await layOut(document.body, workspace, (width) =>
    store.update(step.setSetting('panelWidth', width)),
  );
  followLook(store, (state) => layout.apply(state));

  const watch = watchSnapshot(host, store);
  const session = createSession({
    store,
    host,
    wasInserted,
    engine: startEngine(),
    ...startPictures(),
    watch,
    newSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    newId: () => crypto.randomUUID(),
    nowMs: () => performance.now(),
    wallClockMs: () => Date.now(),
  });

  const modelFiles = createModelFiles({
    store,
    memory: createIndexedMemory(),
    inspect: inspectInWorker,
  });
  acceptDrops(layout.panel, (picked) => void modelFiles.take(picked));

  async function pickModels(): Promise<void> {
    const picked = await pickModelFiles(window);
    if (picked !== 'input') return modelFiles.take(picked);
    layout.panel.querySelector<HTMLInputElement>('#model-input')?.click();
  }

  let serviceWorker = 'pending';
  void installServiceWorker(
    () => store.get().run.state === 'running' || workspace?.state().document?.changed === true,
  ).then((outcome) => {
    serviceWorker = outcome;
  });

  async function copyDiagnostics(): Promise<void> {
    const text = diagnosticsText(store.get(), {
      version: __VERSION__,
      userAgent: navigator.userAgent,
      language: navigator.language,
      time: new Date().toISOString(),
      serviceWorker,
    });
    const copied = await copyText(text);
    store.update(step.clipboardUsed(copied ? { state: 'copied' } : { state: 'refused', text }));
  }

  async function showLicences(): Promise<void> {
    if (store.get().licences === null) store.update(step.licencesRead(await readLicences()));
  }

  const actions = createActions({
    store,
    session,
    modelFiles,
    pickModels,
    copyDiagnostics,
    readLicences: showLicences,
    download,
  });
  mountPanel(layout.panel, { store, actions, version: __VERSION__ });

  let saved = settings;
  store.subscribe((state) => {
    if (state.settings === saved) return;
    saved = state.settings;
    storage.save(saved);
  });
  // What happened in the editor while the pointer was there.
  window.addEventListener('focus', () => watch.refresh());
  layout.panel.addEventListener('pointerenter', () => watch.refresh());

  if (layout.workspace !== null) {
    layout.workspace.sample = SAMPLE;
    void layout.workspace.openUrl(SAMPLE.url, SAMPLE.name);
  }
  await Promise.all([session.start(), modelFiles.start()]);
}

start().catch((error: unknown) => {
  console.error(error);
  document.body.textContent = `SUPIR Panel could not start: ${String(error)}`;
});
