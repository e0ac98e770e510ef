import { type DocRect, rect } from '../../core/geometry';
import type { ColorMode, LayerKind } from '../../core/document';
import type { LayerInfo } from '../host';
import {
  count,
  documentKey,
  edges,
  flag,
  historyMark,
  list,
  number,
  object,
  text,
  type Fields,
} from './answers';
import { layerId, type DocKey, type LayerKey } from './keys';

/** What Photopea has open, as its state script tells it. */
export interface PhotopeaState {
  readonly docs: number;
  /** null: nothing is open. */
  readonly document: OpenDocument | null;
  /** Documents are refused because a dialog is open; null: not tried. */
  readonly dialog: boolean | null;
}

export interface OpenDocument {
  readonly key: DocKey;
  readonly mode: ColorMode;
  /** May be fractional, and reach outside the canvas, on Photopea's side; here whole and around it. */
  readonly selection: DocRect | null;
  /** Index of the current state, and how many there are; more than one behind: redo is possible. */
  readonly history: readonly [number, number];
  readonly layers: number;
  readonly activeLayers: number;
  /** The only selected layer. */
  readonly active: { readonly key: LayerKey; readonly info: LayerInfo } | null;
}

/** @throws HostError `photopea-bad-answer` */
export function parseState(fields: Fields): PhotopeaState {
  const docs = count(fields['docs'], 'docs');
  const dialog = fields['dialog'] === undefined ? null : flag(fields['dialog'], 'dialog');
  return { docs, dialog, document: docs === 0 ? null : parseDocument(fields) };
}

function parseDocument(fields: Fields): OpenDocument {
  const activeLayers = count(fields['active'], 'active');
  const [first] = list(fields['layers'], 'layers');
  return {
    key: documentKey(fields, 'document'),
    mode: fields['mode'] === 1 ? 'cmyk' : 'rgb',
    selection: area(edges(fields['selection'], 'selection')),
    history: historyMark(fields['history']),
    layers: count(fields['count'], 'count'),
    activeLayers,
    active: activeLayers === 1 ? parseLayer(object(first, 'layer')) : null,
  };
}

function parseLayer(fields: Fields): { key: LayerKey; info: LayerInfo } {
  const key: LayerKey = {
    id: number(fields['id'], 'id'),
    name: text(fields['name'], 'name'),
    item: number(fields['item'], 'item'),
  };
  const info: LayerInfo = {
    id: layerId(key),
    name: key.name,
    kind: kindOf(fields['type'], fields['kind']),
    visible: flag(fields['visible'], 'visible'),
    locked: flag(fields['locked'], 'locked'),
    bounds: area(edges(fields['bounds'], 'bounds')),
  };
  return { key, info };
}

const FIRST_ADJUSTMENT = 6;
const LAST_ADJUSTMENT = 21;

/** Photopea's numbers: 0 pixels (and groups), 1 smart object, 2 text, 3-5 fills, 6-21 adjustments. */
function kindOf(type: unknown, kind: unknown): LayerKind {
  if (type === 'LayerSet') return 'group';
  if (typeof kind !== 'number') return 'other';
  if (kind === 0) return 'pixels';
  if (kind === 1) return 'smart-object';
  if (kind === 2) return 'text';
  if (kind >= 3 && kind < FIRST_ADJUSTMENT) return 'fill';
  if (kind >= FIRST_ADJUSTMENT && kind <= LAST_ADJUSTMENT) return 'adjustment';
  return 'other';
}

function area(edge: readonly [number, number, number, number] | null): DocRect | null {
  if (edge === null) return null;
  const [left, top, right, bottom] = edge;
  return rect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
}
