import * as v from 'valibot';
import type { DocRect } from '../../core/geometry';
import type { ColorMode, LayerKind } from '../../core/document';
import { MAX_OTHERS, type LayerInfo } from '../host';
import {
  AREA,
  checked,
  COUNT,
  DOCUMENT_KEY,
  FLAG,
  HISTORY_MARK,
  LAYER_KEY,
  type Fields,
} from './answers';
import { layerId, type DocKey, type LayerKey } from './keys';

/** Photopea's open documents and selection, as the state script reports them. */
export interface PhotopeaState {
  readonly docs: number;
  /** The active document; null if nothing is open. */
  readonly document: OpenDocument | null;
  /** Documents are refused because a dialog is open; null: not tried. */
  readonly dialog: boolean | null;
}

export interface OpenDocument {
  readonly key: DocKey;
  /** The other open documents, at most `MAX_OTHERS` of them. */
  readonly others: readonly DocKey[];
  readonly mode: ColorMode;
  /** Bounds of the selection, rounded outwards to whole pixels; they may reach outside the canvas. */
  readonly selection: DocRect | null;
  /** Index of the current state, and how many there are; more than one behind: redo is possible. */
  readonly history: readonly [number, number];
  readonly layers: number;
  readonly activeLayers: number;
  /** The only selected layer. */
  readonly active: { readonly key: LayerKey; readonly info: LayerInfo } | null;
}

const STATE = v.object({ docs: COUNT, dialog: v.optional(FLAG) });

const DOCUMENT = v.object({
  ...DOCUMENT_KEY.entries,
  others: v.pipe(v.array(DOCUMENT_KEY), v.maxLength(MAX_OTHERS)),
  mode: v.optional(v.unknown()),
  selection: v.nullish(AREA, null),
  history: HISTORY_MARK,
  count: COUNT,
  active: COUNT,
  layers: v.array(v.unknown()),
});

const LAYER = v.object({
  ...LAYER_KEY.entries,
  type: v.optional(v.unknown()),
  kind: v.optional(v.unknown()),
  visible: FLAG,
  locked: FLAG,
  bounds: v.nullish(AREA, null),
});

/** @throws HostError `photopea-bad-answer` */
export function parseState(fields: Fields): PhotopeaState {
  const { docs, dialog = null } = checked(STATE, fields);
  return { docs, dialog, document: docs === 0 ? null : parseDocument(fields) };
}

function parseDocument(fields: Fields): OpenDocument {
  const { others, mode, selection, history, count, active, layers, ...key } = checked(
    DOCUMENT,
    fields,
  );
  return {
    key,
    others,
    mode: mode === 1 ? 'cmyk' : 'rgb',
    selection,
    history,
    layers: count,
    activeLayers: active,
    active: active === 1 ? parseLayer(layers[0]) : null,
  };
}

function parseLayer(value: unknown): { key: LayerKey; info: LayerInfo } {
  const { type, kind, visible, locked, bounds, ...key } = checked(LAYER, value);
  const info = {
    id: layerId(key),
    name: key.name,
    kind: kindOf(type, kind),
    visible,
    locked,
    bounds,
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
