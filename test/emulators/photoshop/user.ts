import { feather } from '../photopea/model/feather';
import { canvasResized } from './api/document-object';
import { newDocumentState } from './api/new-document';
import { activeDocument, documentById } from './api/lookup';
import { documentSpace } from './api/profile';
import { asSelection } from './api/selection-object';
import { FOLDERS, isInside } from './files/store';
import { addDocument, adjust, closeDocument, commit, undo } from './history';
import { beginOther, pressEsc } from './modal';
import { convertColors, WORKING } from './model/color';
import type { DocumentState, OpenDocument } from './model/document';
import { findLayer, mapLayers, removeLayer, replaceLayer } from './model/layer';
import { toDepth } from './model/raster';
import { notify } from './notify';
import type { PluginWindow } from './page/window';
import { readState } from './psd/read';
import { spaceOf } from './psd/resources';
import { has, type Sim } from './sim';
import type { ModeName, User } from './types';
import { hidePanels, runCommand, showPanels } from './uxp/entrypoints';

function shown(sim: Sim): OpenDocument {
  const document = activeDocument(sim);
  if (document === null) throw new Error('nothing is open');
  return document;
}

function converted(state: DocumentState, mode: ModeName, depth: 8 | 16 | 32): DocumentState {
  const from = documentSpace(state);
  const space = spaceOf(mode);
  const profile = space === from.name ? state.profile : { name: WORKING[space], bytes: null };
  const next = { ...state, mode, depth, profile };
  const to = documentSpace(next);
  const linear = (state.depth === 32) !== (depth === 32);
  const layers = mapLayers(state.layers, (layer) => {
    if (layer.raster === null) return layer;
    const same = from.name === to.name && from.profile === to.profile && !linear;
    const raster = same
      ? toDepth(layer.raster, depth)
      : convertColors(layer.raster, from, to, depth);
    return { ...layer, raster };
  });
  return { ...next, layers };
}

/** Events as Photoshop tells of what a user does. */
function tell(sim: Sim, name: string, document: OpenDocument, layerId?: number): void {
  const layer = layerId === undefined ? [] : [{ _ref: 'layer', _id: layerId }];
  const target = [...layer, { _ref: 'document', _id: document.id }];
  if (!sim.rules('B9')) return;
  notify(sim, name, { _target: target, documentID: document.id, layerID: layerId ?? null });
}

function documentActions(sim: Sim) {
  return {
    open: (psd, name) => {
      const document = addDocument(sim, name, readState(psd, sim.nextId));
      tell(sim, 'open', document);
      return document.id;
    },
    create: (spec) => {
      const document = addDocument(sim, spec.name, newDocumentState(sim, spec));
      tell(sim, 'make', document);
      return document.id;
    },
    close: (id) => {
      const document = id === undefined ? shown(sim) : documentById(sim, id);
      if (document === null) throw new Error(`no document ${id}`);
      closeDocument(sim, document);
      tell(sim, 'close', document);
    },
    show: (id) => {
      sim.activeId = id;
      tell(sim, 'select', shown(sim));
    },
    activate: (...ids) => {
      const document = shown(sim);
      adjust(document, { ...document.state, active: ids });
      tell(sim, 'select', document, ids[0]);
    },
    quickMask: (on) => {
      const document = shown(sim);
      adjust(document, { ...document.state, quickMask: on });
      tell(sim, 'set', document);
    },
    undo: () => undo(sim, shown(sim)),
  } satisfies Partial<User>;
}

function edits(sim: Sim) {
  const edit = (row: string, event: string, next: (s: DocumentState) => DocumentState): void => {
    const document = shown(sim);
    commit(sim, document, row, next(document.state), 'user');
    tell(sim, event, document, document.state.active[0]);
  };
  return {
    select: (drawn, radius = 0) =>
      edit(drawn ? 'Select' : 'Deselect', 'set', (state) => {
        const coverage = drawn && { ...drawn, outside: 0 };
        const soft = coverage && (radius > 0 ? feather(coverage, radius) : coverage);
        return { ...state, selection: soft && asSelection(soft) };
      }),
    paint: (id) =>
      edit('Brush Tool', 'set', (state) => ({
        ...state,
        layers: replaceLayer(state.layers, id, (layer) => {
          if (layer.raster === null) return layer;
          const data = layer.raster.data.slice();
          data[0] = data[0] === 0 ? 1 : 0;
          return { ...layer, raster: { ...layer.raster, data } };
        }),
      })),
    deleteLayer: (id) =>
      edit('Delete Layer', 'delete', (state) => {
        if (findLayer(state.layers, id) === null) throw new Error(`no layer ${id}`);
        const layers = removeLayer(state.layers, id);
        const active = state.active.filter((other) => findLayer(layers, other) !== null);
        return { ...state, layers, active };
      }),
    resizeCanvas: (width, height) =>
      edit('Canvas Size', 'canvasSize', (state) => canvasResized(state, width, height, 'top-left')),
    changeMode: (mode, depth) =>
      edit('Mode', 'convertMode', (state) => converted(state, mode, depth ?? state.depth)),
  } satisfies Partial<User>;
}

export function createUser(sim: Sim, window: PluginWindow): User {
  const root = window.root.object;
  const machine = (type: string): void => {
    if (has(sim, 'sleep-events')) window.target.dispatch({ type });
  };
  return {
    ...documentActions(sim),
    ...edits(sim),
    pressEsc: () => pressEsc(sim),
    beginOtherModal: (pluginId) => beginOther(sim, pluginId),
    picks: (...paths) => void sim.files.picks.push(...paths),
    openPanel: () => {
      sim.plugin.panelOpen = true;
      window.webview.setVisible(true);
      void showPanels(sim, root);
    },
    closePanel: () => {
      sim.plugin.panelOpen = false;
      window.webview.setVisible(false);
      void hidePanels(sim, root);
    },
    runCommand: (id) => runCommand(sim, id),
    setTheme: (theme) => {
      sim.plugin.theme = theme;
      for (const listener of sim.plugin.themeListeners) listener(theme);
    },
    setClipboard: (text) => {
      sim.plugin.clipboard = text;
    },
    sleep: () => machine('sleep'),
    wake: () => machine('awake'),
    quit: () => {
      for (const document of [...sim.documents]) closeDocument(sim, document);
      if (sim.rules('F4')) sim.files.sessionTokens.clear();
      sim.files.session += 1;
    },
    uninstall: () => {
      for (const path of [...sim.files.files.keys()]) {
        const own =
          isInside(path, FOLDERS['plugin-data:']) || isInside(path, FOLDERS['plugin-temp:']);
        if (own && sim.rules('F8')) sim.files.files.delete(path);
      }
    },
  };
}
