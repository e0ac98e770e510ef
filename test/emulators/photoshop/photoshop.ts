import { rectOfSize } from '../../../src/core/geometry';
import { randomFrom } from '../../support/random';
import { actionModule } from './action/action';
import { appObject } from './api/app';
import { CONSTANTS } from './api/constants';
import { coreModule } from './api/core';
import { documentById } from './api/lookup';
import { selectionOf } from './api/selection-object';
import { realClock } from './clock';
import { bytesOf, createStore, fileOf, nativePath } from './files/store';
import { imagingModule } from './imaging/imaging';
import { DEFAULT_MANIFEST } from './manifest';
import { coverageOn } from './model/coverage';
import type { OpenDocument } from './model/document';
import type { Layers } from './model/layer';
import { renderDocument } from './model/render';
import { createWindow } from './page/window';
import { writeState } from './psd/write';
import { OWN_INTRINSICS } from './realm';
import { rulesWithout } from './rules';
import { has, type Sim } from './sim';
import { strict } from './strict';
import { DEFAULT_SWITCHES } from './switches';
import type { Disk, Documents, LayerView, Photoshop, PhotoshopOptions } from './types';
import { createRealm, createRequire } from './uxp-realm';
import { createUser } from './user';
import { fsModule, osModule, pathModule } from './uxp/fs';
import { createPluginState } from './uxp/plugin-state';
import { uxpModule } from './uxp/uxp';
import { NEWEST } from './version';

const MODAL_LIMIT_MS = 3_000;
const IMAGE_BUDGET = 600_000_000;
const FIRST_ID = 100;

function createSim(options: PhotoshopOptions): Sim {
  let last = FIRST_ID;
  return {
    rules: options.rules ?? rulesWithout(),
    switches: { ...DEFAULT_SWITCHES, ...options.switches },
    version: options.version ?? NEWEST,
    manifest: options.manifest ?? DEFAULT_MANIFEST,
    clock: options.clock ?? realClock(),
    random: randomFrom(options.seed ?? 1),
    modalLimitMs: options.modalLimitMs ?? MODAL_LIMIT_MS,
    consents: options.consents ?? true,
    documents: [],
    activeId: null,
    nextId: () => (last += 1),
    reserveId: (id) => {
      last = Math.max(last, id);
    },
    modal: null,
    modalLog: [],
    listeners: new Map(),
    images: {
      alive: 0,
      peak: 0,
      warnings: 0,
      open: new Set(),
      budget: options.imageBudgetBytes ?? IMAGE_BUDGET,
    },
    files: createStore(),
    plugin: createPluginState(),
    justWritten: false,
    inFlight: 0,
    calls: [],
    hooks: [],
    problems: [],
    realm: OWN_INTRINSICS,
  };
}

function photoshopModule(sim: Sim): object {
  const members: Record<string, unknown> = {
    app: appObject(sim),
    core: coreModule(sim),
    action: actionModule(sim),
    constants: CONSTANTS,
  };
  if (has(sim, 'imaging') && sim.rules('M1')) members['imaging'] = imagingModule(sim);
  return strict(sim, 'photoshop', members);
}

function opened(sim: Sim, id: number): OpenDocument {
  const document = documentById(sim, id);
  if (document === null) throw new Error(`no document ${id}`);
  return document;
}

function listed(layers: Layers, depth: number): LayerView[] {
  return layers
    .toReversed()
    .flatMap(({ id, name, kind, children }) => [
      { id, name, kind: children ? 'group' : kind, depth },
      ...(children ? listed(children, depth + 1) : []),
    ]);
}

function documentsOf(sim: Sim): Documents {
  return {
    ids: () => sim.documents.map(({ id }) => id),
    active: () => sim.activeId,
    name: (id) => opened(sim, id).name,
    savePsd: (id) => writeState(opened(sim, id).state),
    picture: (id) => renderDocument(opened(sim, id).state),
    historyStates: (id) => {
      const { steps, index } = opened(sim, id);
      return steps.slice(0, index + 1).map((step) => ({ id: step.id, name: step.name }));
    },
    layers: (id) => listed(opened(sim, id).state.layers, 0),
    selection: (id) => {
      const { state } = opened(sim, id);
      const selection = selectionOf(sim, state);
      if (selection === null) return null;
      return { ...state.size, data: coverageOn(selection, rectOfSize(state.size)).data };
    },
  };
}

function diskOf({ files }: Sim): Disk {
  return {
    add: (path, file) => {
      files.files.set(nativePath(path), file instanceof Uint8Array ? fileOf(file) : file);
    },
    remove: (path) => void files.files.delete(nativePath(path)),
    rename: (from, to) => {
      const file = files.files.get(nativePath(from));
      if (file === undefined) throw new Error(`no file ${from}`);
      files.files.delete(nativePath(from));
      files.files.set(nativePath(to), file);
    },
    read: (path) => {
      const file = files.files.get(nativePath(path));
      if (file === undefined) throw new Error(`no file ${path}`);
      return bytesOf(file);
    },
    has: (path) => files.files.has(nativePath(path)),
    list: () => [...files.files.keys()],
  };
}

/** What is open now and should not be when a test ends. */
function leftovers(sim: Sim): string[] {
  if (!sim.rules('P7')) return [];
  const counts: readonly (readonly [number, string])[] = [
    [sim.images.open.size, 'images are not disposed'],
    [sim.files.descriptors.size, 'files are open'],
    [sim.documents.filter(({ suspended }) => suspended !== null).length, 'histories are suspended'],
    [sim.modal === null ? 0 : 1, 'modal scopes are open'],
    [sim.plugin.timers.size, 'timers of the plugin are pending'],
  ];
  return counts.flatMap(([count, what]) => (count > 0 ? [`P7: ${count} ${what}`] : []));
}

function watchJob(sim: Sim, id: number): () => void {
  const before = opened(sim, id).index;
  return () => {
    const added = opened(sim, id).index - before;
    if (added !== 1 && sim.rules('H8')) sim.problems.push(`H8: ${added} history states`);
  };
}

/** Photoshop, with the person in front of it, behind the modules that a plugin gets. */
export function createPhotoshop(options: PhotoshopOptions = {}): Photoshop & { readonly sim: Sim } {
  const sim = createSim(options);
  const window = createWindow(sim);
  const user = createUser(sim, window);
  const modules = {
    photoshop: photoshopModule(sim),
    uxp: uxpModule(sim, () => user.openPanel()),
    fs: fsModule(sim),
    os: osModule(sim),
    path: pathModule(sim),
    process: strict(sim, 'process', { platform: 'win32', version: sim.version }),
  };
  const require = createRequire(sim, modules);
  return {
    sim,
    modules,
    require,
    window: window.globals,
    runUxpBundle: (code) => createRealm(sim, window, require, code),
    user,
    documents: documentsOf(sim),
    webview: window.webview.port,
    disk: diskOf(sim),
    clock: sim.clock,
    memory: () => {
      const { alive, peak, warnings } = sim.images;
      return { alive, peak, warnings };
    },
    modalScopes: () => [...sim.modalLog],
    before: (member, nth, happens) => void sim.hooks.push({ member, left: nth, happens }),
    calls: () => [...sim.calls],
    change: (switches) => void Object.assign(sim.switches, switches),
    watchJob: (id) => watchJob(sim, id),
    problems: () => [...sim.problems, ...leftovers(sim)],
  };
}
