import type { LinkedFile } from 'ag-psd';
import { sameProfile, convertRaster, toDepth, toProfile } from '../model/convert';
import { edit, nextId, stateOf, type OpenDocument } from '../model/document';
import {
  freshCopy,
  insertAbove,
  mapLayers,
  walkLayers,
  type Layer,
  type Layers,
} from '../model/layer';
import type { Raster } from '../model/raster';
import { activeLayer, type DocumentState } from '../model/state';
import type { Editor } from './editor';

function convertMask(layer: Layer, from: DocumentState, to: DocumentState): Layer {
  const { mask } = layer;
  if (mask === null) return layer;
  const rgba = new Uint8ClampedArray(mask.data.length * 4);
  mask.data.forEach((value, i) => rgba.set([value, value, value, 255], i * 4));
  const moved = toProfile({ rect: mask.rect, depth: 8, data: rgba }, from.profile, to.profile);
  return { ...layer, mask: { ...mask, data: mask.data.map((_, i) => moved.data[i * 4] ?? 0) } };
}

/** Depth and colours become those of the target; masks stay. */
function convertLayers(
  editor: Editor,
  from: DocumentState,
  to: DocumentState,
  layers: Layers,
): Layers {
  const depth = from.depth !== to.depth && editor.rules('PP-6-depth-converts');
  const profile = !sameProfile(from.profile, to.profile) && editor.rules('PP-6-profile-converts');
  if (depth) {
    editor.toasts.push(`Converting from ${from.depth}-bit mode to ${to.depth}-bit mode.`);
  }
  if (profile) editor.toasts.push('Converting between color spaces');
  const convert = (raster: Raster): Raster => {
    const moved = profile ? toProfile(raster, from.profile, to.profile) : raster;
    return depth ? toDepth(moved, to.depth) : moved;
  };
  return mapLayers(layers, (layer) => {
    const done = convertRaster(layer, convert);
    return profile && !editor.rules('PP-6-masks-unconverted') ? convertMask(done, from, to) : done;
  });
}

/** In the order of a file, from the bottom up: what closes a group takes a number before its members, the group after. */
function renumber(layer: Layer, next: () => number): Layer {
  if (layer.children === null) return { ...layer, id: next() };
  next();
  const children = layer.children.map((child) => renumber(child, next));
  return { ...layer, children, id: next() };
}

function place(editor: Editor, state: DocumentState, added: Layer): Layers {
  const above = activeLayer(state);
  if (above === null) {
    const bottom = editor.rules('PP-5.5-bottom-without-active');
    return bottom ? [added, ...state.layers] : [...state.layers, added];
  }
  if (!editor.rules('PP-5.5-above-active')) return [...state.layers, added];
  return insertAbove(state.layers, above.uid, added);
}

function filesOf(source: DocumentState, layer: Layer, keep: boolean): LinkedFile[] {
  const ids = new Set([...walkLayers([layer])].map((l) => l.rest.placedLayer?.id));
  const files = source.linkedFiles.filter((file) => ids.has(file.id));
  return keep ? files : files.map(({ id, name }) => ({ id, name }));
}

/** Copies a layer into `target` (which may be its own document). Returns the copy. */
export function duplicateLayer(
  editor: Editor,
  source: OpenDocument,
  layer: Layer,
  target: OpenDocument,
): Layer {
  const from = stateOf(source);
  const to = stateOf(target);
  const suffix = editor.rules('PP-5.5-copy-suffix') ? ' copy' : '';
  const [converted = layer] = convertLayers(editor, from, to, [freshCopy(layer)]);
  const named = { ...converted, name: layer.name + suffix, background: false };
  const numbering = editor.rules('PP-4-foreign-ids') ? source : target;
  const copy = renumber(named, () => nextId(numbering));
  const known = new Set(to.linkedFiles.map((file) => file.id));
  const files = filesOf(from, layer, editor.rules('PP-5.6-content-kept'));
  edit(target, 'Duplicate Layer', {
    ...to,
    layers: place(editor, to, copy),
    active: [copy.uid],
    selection: editor.rules('PP-5.5-keeps-selection') ? to.selection : null,
    linkedFiles: [...to.linkedFiles, ...files.filter((file) => !known.has(file.id))],
  });
  return copy;
}
