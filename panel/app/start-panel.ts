import type { AddressClass } from '../../src/comfyui/address';
import type { PageFacts } from '../../src/comfyui/explain-silence';
import type { Engine } from '../../src/engine/engine';
import type { RemoteEngine } from '../../src/engine/remote-engine';
import { createChecks } from './diagnostics/create-checks';
import type { MeasuredBridge } from './diagnostics/check-bridge';
import { checksText } from '../store/checks-text';
import { mountPanel } from './mount';
import { createActions, type ActionDeps } from './panel-actions';
import { createIndexedMemory } from '../models/indexed-memory';
import type { HostFiles } from '../store/host-files';
import { pickModelFiles } from '../models/pick-files';
import { connectPictures } from '../runs/pictures/connect-pictures';
import { createShelfNews, tellingShelf } from '../runs/shelf/shelf-news';
import { createPromptCounter } from '../runs/prompts/count-prompts';
import type { MergesSource } from '../runs/prompts/prompts.worker';
import { watchForecast, type ForecastWatch } from '../runs/forecast/watch-forecast';
import type { MeasurementsStorage } from '../runs/forecast/measurements-storage';
import { watchPrompts } from '../runs/prompts/watch-prompts';
import { createCheckRunner } from './diagnostics/check-runner';
import { diagnosticsText, type DiagnosticsExtras } from './diagnostics/diagnostics-text';
import { createHostFileImports } from '../models/host-file-imports';
import { createModelFiles, type ModelFiles } from '../models/model-files';
import { createResultComparisons } from '../runs/compare-results';
import { createRuns, type Runs } from '../runs/runs';
import { watchSnapshot, type SnapshotWatch } from '../runs/watch-snapshot';
import { PRESETS_KEY, type OwnPresetsStorage } from '../settings/own-presets-storage';
import type { SettingsStorage } from '../settings/storage';
import * as step from '../store/actions';
import {
  hostInfo,
  initialState,
  type Copied,
  type LicenceTexts,
  type PanelState,
} from '../store/panel-state';
import { serverState } from '../store/server';
import { createStore, type Store } from '../store/store';
import { withServer } from '../runs/any-engine';
import { pageFacts } from '../server/page-facts';
import { createRestoreOnServer } from '../server/restore-on-server';
import { createServerActions } from '../server/server-actions';
import type { ServerStorage } from '../server/server-storage';
import { hasPageRelay } from '../server/page-relay';
import { createServerTester } from '../server/test-server';
import type { ServerActions } from '../views/view-input';
import { acceptDrops } from './drop-models';
import type { LibraryPlace } from './library-place';
import type { OpenedHost } from './open-host';
import { createOwnPresets } from './own-presets';
import { saveAsDownload, type SaveFile } from './save-file';
import { libraryThreads } from '../models/library/library-thread';
import { createModelLibrary } from '../models/library/model-library';
import { openKeptFile } from '../models/library/open-kept';
import { recogniseNamed, withKnownFacts } from '../store/recognise';
import { inspectIn } from '../models/inspect-in-worker';
import { layOut, type Layout } from './page-layout';
import { browserKind } from './browser-kind';
import { followLook, isDark, languageOf, type Look } from './look';
import type { PanelWorkers } from './workers';

declare const __VERSION__: string;

/** The panel's surroundings: the editor, its files and its abilities. */
export interface PanelPlace extends OpenedHost {
  readonly engine: Engine;
  /** Runs on the person's server. */
  readonly remote: RemoteEngine;
  readonly workers: PanelWorkers;
  /** Loads CLIP's merges, for the worker that counts prompts. */
  readonly readMerges: () => Promise<MergesSource>;
  readonly storage: SettingsStorage;
  readonly serverStorage: ServerStorage;
  readonly ownPresets: OwnPresetsStorage;
  /** Where what runs have shown is remembered. */
  readonly measurements: MeasurementsStorage;
  readonly look: Look;
  /** Copies a text to the clipboard; false if that is refused. */
  readonly copyText: (text: string) => Promise<boolean>;
  /** Puts a picture where the person finds it. */
  readonly savePicture: SaveFile;
  /** Reads the clipboard's text; null where the keyboard's own paste works. */
  readonly pasteText: (() => Promise<string>) | null;
  /** Model files through the editor's own dialog; null where it has none for plugins. */
  readonly hostFiles: HostFiles | null;
  readonly library: LibraryPlace;
  /** Measures the connection to the editor, for diagnostics; null where that is impossible. */
  readonly bridge: MeasuredBridge | null;
  readonly readLicences: () => Promise<LicenceTexts>;
  /** Facts about these surroundings, for diagnostics. */
  readonly facts: () => Readonly<Record<string, string>>;
}

export interface StartedPanel {
  readonly store: Store<PanelState>;
  readonly runs: Runs;
  readonly modelFiles: ModelFiles;
  readonly layout: Layout;
  /** Settles when engine, shelf and remembered files have been read. */
  readonly ready: Promise<void>;
}

/** Draws the panel into the page and connects it to engine and editor. */
export async function startPanel(place: PanelPlace): Promise<StartedPanel> {
  const { editor, storage, look } = place;
  const store = createStore(firstState(place));
  saveChanges(store, ({ settings }) => settings, storage);
  saveChanges(store, ({ measurements }) => measurements, place.measurements);
  saveChanges(store, ({ server }) => server.settings, place.serverStorage);
  const layout = await layOut(document.body, editor, (width) =>
    store.update(step.setSetting('panelWidth', width)),
  );
  followLook(store, look, (state) => layout.apply(state));
  const watch = watchSnapshot(place.host, store);
  const { forecasts, ...parts } = createParts(place, store, watch);
  const { runs, modelFiles, library, hostFiles } = parts;
  const { panel } = layout;
  acceptDrops(panel, (picked) => void modelFiles.take(picked));

  const promptPresets = createOwnPresets({
    store,
    storage: place.ownPresets,
    newId: () => crypto.randomUUID(),
    saveFile: saveAsDownload,
    copyText: place.copyText,
    pasteText: place.pasteText,
  });
  promptPresets.refresh();
  window.addEventListener('storage', ({ key }) => {
    // Without a key where everything was cleared.
    if (key === PRESETS_KEY || key === null) promptPresets.refresh();
  });

  const copy = createCopy(place, store);
  const actions = createActions({
    store,
    ...parts,
    promptPresets,
    server: serverActions(place, store, copy),
    ...clipboardActions(place, store, copy),
    savePicture: place.savePicture,
    async pickModels() {
      const picked = await pickModelFiles(window);
      if (picked !== 'input') return modelFiles.takePicked(picked);
      panel.querySelector<HTMLInputElement>('#model-input')?.click();
    },
    async readLicences() {
      if (store.get().licences === null) {
        store.update(step.licencesRead(await place.readLicences()));
      }
    },
  });
  mountPanel(panel, { store, actions, version: __VERSION__ });

  // The document may have changed while the pointer was in the editor.
  window.addEventListener('focus', () => {
    watch.refresh();
    void runs.listKept();
    // What the engine kept may have been given back.
    forecasts.refresh();
  });
  panel.addEventListener('pointerenter', () => watch.refresh());

  const ready = Promise.all([
    runs.start(),
    modelFiles.start().then(() => library.start()),
    hostFiles?.start(),
  ]).then(() => undefined);
  return { store, runs, modelFiles, layout, ready };
}

function firstState({ host, storage, measurements, serverStorage, look }: PanelPlace): PanelState {
  const settings = storage.load();
  return initialState({
    settings,
    language: languageOf(settings, look.languages),
    dark: isDark(settings, look.surroundings),
    developer: new URLSearchParams(location.search).has('developer'),
    host: hostInfo(host),
    measurements: measurements.load(),
    server: serverState(serverStorage.load()),
    browser: browserKind(navigator),
  });
}

/** What does the work behind the panel's actions. */
function createParts(
  place: PanelPlace,
  store: Store<PanelState>,
  watch: SnapshotWatch,
): Pick<ActionDeps, 'runs' | 'comparisons' | 'modelFiles' | 'library' | 'hostFiles' | 'checks'> & {
  readonly forecasts: ForecastWatch;
} {
  const { host, wasInserted, workers } = place;
  const engine = withServer(place.engine, createRestoreOnServer(store, place.remote));
  const { pictures, unfinished, ...connected } = connectPictures(workers.pictures());
  const news = createShelfNews();
  const shelf = tellingShelf(connected.shelf, news);
  const comparisons = createResultComparisons({ store, shelf, pictures });
  const runs = createRuns({
    store,
    host,
    wasInserted,
    engine,
    pictures,
    shelf,
    unfinished,
    watch,
    newSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    newId: () => crypto.randomUUID(),
    nowMs: () => performance.now(),
    wallClockMs: () => Date.now(),
  });
  news.listen(() => void runs.listKept());
  const inThread = libraryThreads(workers.library);
  const modelFiles = createModelFiles({
    store,
    memory: createIndexedMemory(),
    async inspect(file) {
      const description = await inspectIn(workers.inspect, file);
      const { knownFiles } = place.library.table;
      return withKnownFacts(description, recogniseNamed(description, knownFiles));
    },
    openKept: (id, name) => openKeptFile(inThread, place.library.place, id, name),
  });
  const library = createModelLibrary({
    ...place.library,
    store,
    inThread,
    files: modelFiles,
    wallClockMs: () => Date.now(),
  });
  watchPrompts(store, createPromptCounter(workers.prompts, place.readMerges));
  const forecasts = watchForecast(store, engine);
  const hostFiles =
    place.hostFiles &&
    createHostFileImports({
      store,
      files: place.hostFiles,
      take: (files) => modelFiles.take(files),
    });
  const checks = createCheckRunner({
    store,
    checks: createChecks({ scope: window, engine: place.engine, bridge: place.bridge }),
  });
  return { runs, comparisons, modelFiles, library, hostFiles, checks, forecasts };
}

/** Copies a text, and shows what came of it. */
type Copy = (text: string, what?: Copied) => Promise<void>;

function createCopy({ copyText }: PanelPlace, store: Store<PanelState>): Copy {
  return async (text, what = 'diagnostics') => {
    const copied = await copyText(text);
    store.update(
      step.clipboardUsed(copied ? { state: 'copied', what } : { state: 'refused', text }),
    );
  };
}

function clipboardActions(
  { pasteText, facts }: PanelPlace,
  store: Store<PanelState>,
  copy: Copy,
): Pick<ActionDeps, 'copyDiagnostics' | 'copyChecks' | 'copyFlag' | 'copyAddress' | 'pasteText'> {
  const extras = (): DiagnosticsExtras => ({
    version: __VERSION__,
    userAgent: navigator.userAgent,
    language: navigator.language,
    time: new Date().toISOString(),
    place: facts(),
  });
  return {
    copyDiagnostics: () => copy(diagnosticsText(store.get(), extras())),
    copyChecks() {
      const { host, diagnostics } = store.get();
      return copy(checksText(diagnostics.checks, { host: host.description, ...extras() }));
    },
    copyFlag: (flag) => copy(flag, 'flag'),
    copyAddress: (address) => copy(address, `address ${address}`),
    pasteText,
  };
}

function serverActions(
  { host, remote }: PanelPlace,
  store: Store<PanelState>,
  copy: Copy,
): ServerActions {
  const facts = async (reach: AddressClass): Promise<PageFacts> => ({
    ...(await pageFacts(location.origin, navigator, host.kind, reach)),
    isIsolated: crossOriginIsolated,
  });
  const findRelay = (): Promise<boolean> =>
    hasPageRelay(location.origin, (url, init) => fetch(url, init));
  const tester = createServerTester(store, remote, facts, findRelay);
  return createServerActions(store, tester, (flags) => copy(flags, 'server-flags'));
}

/** Saves a part of the state whenever it has changed. */
function saveChanges<Part>(
  store: Store<PanelState>,
  partOf: (state: PanelState) => Part,
  storage: { save(part: Part): void },
): void {
  let saved = partOf(store.get());
  store.subscribe((state) => {
    const part = partOf(state);
    if (part === saved) return;
    saved = part;
    storage.save(part);
  });
}

/** Shows the error that kept the panel from starting. */
export function startFailed(error: unknown): void {
  console.error(error);
  document.body.textContent = `SUPIR Panel could not start: ${String(error)}`;
}
