import '../components';
import '../../panel.css';
import { createMask } from '../../../src/core/mask';
import { parseAddress } from '../../../src/comfyui/address';
import { fetchNetwork } from '../../../src/comfyui/fetch-network';
import type { RemoteEngine } from '../../../src/engine/remote-engine';
import { createRemoteWorkerEngine } from '../../../src/engine/remote-worker-engine';
import { createWorkerEngine } from '../../../src/engine/worker-engine';
import type { Engine } from '../../../src/engine/engine';
import { connectPhotoshop } from '../../../src/hosts/photoshop/page/connect';
import type { PluginNetwork } from '../../../src/hosts/photoshop/page/plugin-network';
import { twoNetworks } from '../../../src/hosts/photoshop/page/two-networks';
import { uxpHostPort } from '../../../src/hosts/photoshop/page/uxp-host-port';
import { runtimeFilesHere } from '../../../src/onnx/runtime-files';
import { connectPictures } from '../../runs/pictures/connect-pictures';
import { createMeasurementsStorage } from '../../runs/forecast/measurements-storage';
import { createOwnPresetsStorage } from '../../settings/own-presets-storage';
import { createServerStorage } from '../../server/server-storage';
import { createSettingsStorage } from '../../settings/storage';
import { engineFiles } from '../engine-files';
import { NOTHING_BUT_CHECKS } from '../library-place';
import { licencesFrom } from '../licences';
import { startFailed, startPanel } from '../start-panel';
import { readsPageFiles, type ReadPageFile } from './page-files';
import { photoshopSurroundings } from './surroundings';
import { textsIn } from './stored-texts';
import { TEXT_WORKERS } from './text-workers';

/** Starts the page in Photoshop's webview. */
async function start(): Promise<void> {
  const port = uxpHostPort(window);
  if (port === null) throw new Error('this page belongs into Photoshop');
  const { pictures } = connectPictures(TEXT_WORKERS.pictures());
  const link = await connectPhotoshop({
    port,
    async encodePng(image, signal) {
      const blob = await pictures.png(image, createMask(image, 255), null);
      signal.throwIfAborted();
      return new Uint8Array(await blob.arrayBuffer());
    },
  });
  const { environment, host } = link;
  const readFile = readsPageFiles(link.files, new AbortController().signal);
  const texts = textsIn({
    stored: environment.settings,
    save: (text) => link.saveSettings(text),
  });
  const { runs, ready } = await startPanel({
    host,
    editor: null,
    wasInserted: async (result) => (await host.wasInserted(result)) !== null,
    engine: lateEngine(startEngine(readFile)),
    remote: byPlugin(link.network),
    workers: TEXT_WORKERS,
    readMerges: () => readFile(engineFiles().mergesUrl),
    serverStorage: createServerStorage(() => texts),
    storage: createSettingsStorage(() => texts),
    ownPresets: createOwnPresetsStorage(() => texts),
    measurements: createMeasurementsStorage(() => texts),
    look: {
      surroundings: photoshopSurroundings(link),
      languages: [...languagesOf(environment.locale), ...navigator.languages],
    },
    copyText: (text) =>
      link.copyText(text).then(
        () => true,
        () => false,
      ),
    async savePicture({ name, blob }) {
      await link.files.save(name, new Uint8Array(await blob.arrayBuffer()));
    },
    hostFiles: link.files,
    // The plugin's network is for the person's own server, and a page of a file has no storage of its own.
    library: NOTHING_BUT_CHECKS,
    bridge: link,
    pasteText: () => link.pasteText(),
    readLicences: () => licencesFrom(async (url) => new TextDecoder().decode(await readFile(url))),
    facts: () => ({
      photoshop: environment.photoshop,
      uxp: environment.uxp,
      gpuMemoryMB: String(environment.gpuMemoryMB),
    }),
  });
  // The one command that reaches the page.
  link.onCommand(() => void runs.upscale());
  await ready;
}

/** Starts the engine with everything that its worker needs in memory: it cannot fetch either. */
async function startEngine(readFile: ReadPageFile): Promise<Engine> {
  const urls = engineFiles();
  const names = runtimeFilesHere();
  const [model, merges, ...runtime] = await Promise.all([
    readFile(urls.modelUrl),
    readFile(urls.mergesUrl),
    ...names.map((name) => readFile(urls.runtimeUrl + name)),
  ]);
  return createWorkerEngine(TEXT_WORKERS.engine, {
    ...urls,
    bytes: {
      model,
      merges,
      runtime: Object.fromEntries(
        names.flatMap((name, i) => {
          const bytes = runtime[i];
          return bytes === undefined ? [] : [[name, bytes]];
        }),
      ),
    },
  });
}

/** Runs on servers that the plugin calls; each address that one is started with is a chosen one. */
function byPlugin(network: PluginNetwork): RemoteEngine {
  const remote = createRemoteWorkerEngine(
    TEXT_WORKERS.remote,
    twoNetworks(network, fetchNetwork()),
  );
  const choose = (address: string): void => network.choose(parseAddress(address).origin);
  return {
    async restore(request, options) {
      choose(options.access.address);
      return remote.restore(request, options);
    },
    stopped: async (id) => remote.stopped(id),
    async test(access, page, signal) {
      choose(access.address);
      return remote.test(access, page, signal);
    },
  };
}

/** An engine whose calls wait until it has been made, and reject where making it failed. */
function lateEngine(making: Promise<Engine>): Engine {
  making.catch(() => undefined);
  return {
    describe: async () => (await making).describe(),
    restore: async (request, options) => (await making).restore(request, options),
    forecast: async (request) => (await making).forecast(request),
    stats: async () => (await making).stats(),
    release: async () => (await making).release(),
  };
}

/** Photoshop's locale as a language tag: `zh-CN` for `zh_CN`. */
function languagesOf(locale: string | null): readonly string[] {
  return locale === null ? [] : [locale.replace('_', '-')];
}

start().catch(startFailed);
