import './components';
import '../panel.css';
import { createRemoteWorkerEngine } from '../../src/engine/remote-worker-engine';
import { createWorkerEngine } from '../../src/engine/worker-engine';
import { createMeasurementsStorage } from '../runs/forecast/measurements-storage';
import { createOwnPresetsStorage } from '../settings/own-presets-storage';
import { createServerStorage } from '../server/server-storage';
import { createSettingsStorage } from '../settings/storage';
import { copyText } from './clipboard';
import { openHost } from './open-host';
import { engineFiles } from './engine-files';
import { readLicences } from './licences';
import { DARK_SURROUNDINGS, systemSurroundings } from './look';
import { libraryOf } from './library-place';
import { installServiceWorker } from './service-worker';
import { saveAsDownload } from './save-file';
import { startFailed, startPanel } from './start-panel';
import { FETCHED_WORKERS } from './workers';

const SAMPLE = { url: 'samples/coffee-cup.jpg', name: 'coffee-cup.jpg' };

/** Starts the page in a browser's tab or in Photopea's frame. */
async function start(): Promise<void> {
  const opened = await openHost(window);
  let serviceWorker = 'pending';
  const { store, layout, ready } = await startPanel({
    ...opened,
    engine: createWorkerEngine(FETCHED_WORKERS.engine, engineFiles()),
    remote: createRemoteWorkerEngine(FETCHED_WORKERS.remote),
    workers: FETCHED_WORKERS,
    // A worker resolves addresses against its own script, which is elsewhere.
    readMerges: () => Promise.resolve(new URL(engineFiles().mergesUrl, location.href).href),
    serverStorage: createServerStorage(() => localStorage),
    storage: createSettingsStorage(() => localStorage),
    ownPresets: createOwnPresetsStorage(() => localStorage),
    measurements: createMeasurementsStorage(() => localStorage),
    look: {
      surroundings: opened.host.kind === 'photopea' ? DARK_SURROUNDINGS : systemSurroundings(),
      languages: navigator.languages,
    },
    copyText,
    savePicture: saveAsDownload,
    pasteText: null,
    hostFiles: null,
    library: libraryOf(window),
    bridge: null,
    readLicences,
    facts: () => ({ serviceWorker, ...opened.facts() }),
  });

  void installServiceWorker(
    () => store.get().run.state !== 'idle' || layout.editor?.untouched === false,
  ).then((outcome) => {
    serviceWorker = outcome;
  });

  if (layout.editor !== null) {
    layout.editor.sample = SAMPLE;
    void layout.editor.openUrl(SAMPLE.url, SAMPLE.name);
  }
  await ready;
}

start().catch(startFailed);
