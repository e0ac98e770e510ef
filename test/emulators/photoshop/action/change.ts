import { changeLayer, deleteLayer, insertLayer, moveLayer } from '../api/change-layer';
import { documentById } from '../api/lookup';
import { fullRect } from '../api/selection-object';
import { placedOn, translated } from '../api/transform-layer';
import { adjust, closeDocument, commit } from '../history';
import { canvasOf, type OpenDocument } from '../model/document';
import { findLayer, parentOf, walk, type Layer } from '../model/layer';
import { coverageOn } from '../model/coverage';
import { rectOf } from '../api/bounds';
import { blendOfScript } from '../psd/blend-keys';
import { notModelled, type Descriptor, type Sim } from '../sim';
import { transformed } from './place';
import {
  CommandFailure,
  documentIn,
  enumValue,
  firstLayer,
  layersIn,
  quantity,
  referencesOf,
  refTo,
  type Command,
  type Reference,
} from './reference';

type Values = Readonly<Record<string, unknown>>;

export function select(sim: Sim, command: Command): Descriptor {
  const references = referencesOf(command._target);
  if (refTo(references, 'layer')) {
    const document = documentIn(sim, references);
    const ids = layersIn(sim, document, references).map(({ id }) => id);
    const adds = enumValue(command['selectionModifier']) === 'addToSelection';
    const active = adds ? [...new Set([...document.state.active, ...ids])] : ids;
    adjust(document, { ...document.state, active });
    return {};
  }
  if (refTo(references, 'document')) {
    sim.activeId = documentIn(sim, references).id;
    return {};
  }
  throw notModelled(sim, 'select of this reference');
}

function setLayer(sim: Sim, document: OpenDocument, layer: Layer, to: Values): void {
  const { name, opacity, mode } = to;
  const parts: { -readonly [K in keyof Layer]?: Layer[K] } = {};
  if (typeof name === 'string') parts.name = name;
  if (opacity !== undefined) parts.opacity = Math.round((quantity(opacity, 100) * 255) / 100);
  if (mode !== undefined) parts.blend = blendOfScript(enumValue(mode) ?? '') ?? layer.blend;
  changeLayer(sim, document, layer.id, 'Layer Properties', (old) => ({ ...old, ...parts }));
}

function setSelection(sim: Sim, document: OpenDocument, to: Values): void {
  const { state } = document;
  const value = enumValue(to);
  const set = (row: string, selection: typeof state.selection): void => {
    commit(sim, document, row, { ...state, selection });
  };
  const side = (name: string): number => quantity(to[name], 0);
  if (value === 'none') set('Deselect', null);
  else if (value === 'allEnum') set('Select All', fullRect(canvasOf(state)));
  else if (to['_obj'] === 'rectangle') {
    const [left, top, right, bottom] = [side('left'), side('top'), side('right'), side('bottom')];
    set('Rectangular Marquee', fullRect(rectOf({ left, top, right, bottom })));
  } else if (to['_ref'] === 'channel' && value === 'mask') {
    const { mask } = firstLayer(sim, document, []);
    if (mask === null) throw new CommandFailure('there is no layer mask');
    set('Load Selection', coverageOn(mask, canvasOf(state)));
  } else throw notModelled(sim, 'set of this selection');
}

export function set(sim: Sim, command: Command): Descriptor {
  const references = referencesOf(command._target);
  const document = documentIn(sim, references);
  const to = (command['to'] ?? {}) as Values;
  if (references.some(({ _property }) => _property === 'selection')) {
    setSelection(sim, document, to);
  } else if (refTo(references, 'layer')) {
    setLayer(sim, document, firstLayer(sim, document, references), to);
  } else throw notModelled(sim, 'set of this reference');
  return {};
}

/** By index from the bottom, to the next or previous place, or by an offset in pixels. */
export function move(sim: Sim, command: Command): Descriptor {
  const references = referencesOf(command._target);
  const document = documentIn(sim, references);
  const layer = firstLayer(sim, document, references);
  const to = command['to'] as Reference & Values;
  if (to['_obj'] === 'offset') {
    const [dx, dy] = [quantity(to['horizontal'], 0), quantity(to['vertical'], 0)];
    changeLayer(sim, document, layer.id, 'Move', (old) => translated(old, dx, dy));
    return {};
  }
  const list = parentOf(document.state.layers, layer.id)?.children ?? document.state.layers;
  const at = list.findIndex(({ id }) => id === layer.id);
  const order = [...walk(document.state.layers)];
  const targets: Readonly<Record<string, readonly [Layer | undefined, string]>> = {
    next: [list[at + 1], 'placeBefore'],
    previous: [list[at - 1], 'placeAfter'],
    front: [list.at(-1), 'placeBefore'],
    back: [list[0], 'placeAfter'],
  };
  const [target, placement] =
    to._index === undefined
      ? (targets[to._value ?? ''] ?? [undefined, ''])
      : [order[to._index - 1], 'placeBefore'];
  if (target === undefined || target.id === layer.id) {
    throw new CommandFailure('The command "Move" is not currently available.');
  }
  moveLayer(sim, document, layer, target, placement);
  return {};
}

export function remove(sim: Sim, command: Command): Descriptor {
  const references = referencesOf(command._target);
  const document = documentIn(sim, references);
  if (refTo(references, 'channel')?._value === 'mask') {
    const layer = firstLayer(sim, document, []);
    changeLayer(sim, document, layer.id, 'Delete Layer Mask', (old) => ({ ...old, mask: null }));
    return {};
  }
  for (const { id } of layersIn(sim, document, references)) deleteLayer(sim, document, id);
  return {};
}

export function duplicate(sim: Sim, command: Command): Descriptor {
  const references = referencesOf(command._target);
  const document = documentIn(sim, references);
  const to = command['to'] as Reference | undefined;
  const into = to?._id === undefined ? document : documentById(sim, to._id);
  if (into === null) throw new CommandFailure('The object "document" is not currently available.');
  const source = firstLayer(sim, document, references);
  const name = typeof command['name'] === 'string' ? command['name'] : `${source.name} copy`;
  const copy = { ...source, id: sim.nextId(), name, background: false };
  insertLayer(sim, into, copy, 'Duplicate Layer');
  return { ID: [copy.id] };
}

export function copyToLayer(sim: Sim, command: Command): Descriptor {
  return duplicate(sim, { ...command, name: 'Layer copy' });
}

export function transform(sim: Sim, command: Command): Descriptor {
  const references = referencesOf(command._target);
  const document = documentIn(sim, references);
  for (const { id, raster } of layersIn(sim, document, references)) {
    if (raster === null) throw new CommandFailure('there is nothing to transform');
    const rect = transformed(raster.rect, command);
    changeLayer(sim, document, id, 'Free Transform', (old) => placedOn(old, rect));
  }
  return {};
}

export function setVisible(sim: Sim, command: Command, visible: boolean): Descriptor {
  const references = [command['null'], command._target].flatMap(referencesOf);
  const document = documentIn(sim, references);
  for (const { id } of layersIn(sim, document, references)) {
    if (findLayer(document.state.layers, id)?.visible === visible) continue;
    changeLayer(sim, document, id, 'Layer Visibility', (old) => ({ ...old, visible }));
  }
  return {};
}

export function close(sim: Sim, command: Command): Descriptor {
  closeDocument(sim, documentIn(sim, referencesOf(command._target)));
  return {};
}
