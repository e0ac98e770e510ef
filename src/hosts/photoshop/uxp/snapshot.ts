import { intersect, isEmpty, rectOfSize } from '../../../core/geometry';
import {
  MAX_OTHERS,
  type DocumentInfo,
  type HostNotice,
  type LayerInfo,
  type OtherDocument,
  type Snapshot,
} from '../../host';
import { depthOf, documentKey, kindOf, modeOf, rectOfBounds } from './documents';
import type { PhotoshopApp, PsDocument, PsLayer } from './types/photoshop';

const NOTHING: Omit<Snapshot, 'revision'> = {
  document: null,
  others: [],
  layer: null,
  activeLayers: 0,
  selection: null,
  notices: [],
};

/**
 * The snapshot of the active document, from property reads, which need no modal scope. `edits`:
 * number of Photoshop's events so far.
 */
export function snapshotOf(app: PhotoshopApp, edits: number): Snapshot {
  const document = app.activeDocument;
  const shown =
    document === null ? NOTHING : { ...partsOf(document), others: othersOf(app, document) };
  return { ...shown, revision: JSON.stringify([edits, shown]) };
}

function partsOf(document: PsDocument): Omit<Snapshot, 'revision' | 'others'> {
  const active = Array.from(document.activeLayers);
  const [only] = active;
  const size = { width: document.width, height: document.height };
  const bounds = document.quickMaskMode ? null : document.selection.bounds;
  const selection = bounds && intersect(rectOfBounds(bounds), rectOfSize(size));
  const info: DocumentInfo = {
    id: documentKey(document),
    name: document.name,
    size,
    depth: depthOf(document),
    mode: modeOf(document),
  };
  return {
    document: info,
    layer: only !== undefined && active.length === 1 ? layerInfo(only) : null,
    activeLayers: active.length,
    selection: selection && !isEmpty(selection) ? selection : null,
    notices: noticesOf(document),
  };
}

function othersOf(app: PhotoshopApp, document: PsDocument): readonly OtherDocument[] {
  return Array.from(app.documents)
    .filter(({ id }) => id !== document.id)
    .slice(0, MAX_OTHERS)
    .map((one) => ({
      id: documentKey(one),
      name: one.name,
      size: { width: one.width, height: one.height },
    }));
}

function layerInfo(layer: PsLayer): LayerInfo {
  const bounds = layer.kind === 'group' ? null : rectOfBounds(layer.boundsNoEffects);
  return {
    id: String(layer.id),
    name: layer.name,
    kind: kindOf(layer),
    visible: layer.visible,
    locked: layer.allLocked === true || layer.pixelsLocked === true,
    bounds: bounds && !isEmpty(bounds) ? bounds : null,
  };
}

function noticesOf(document: PsDocument): HostNotice[] {
  return document.colorProfileName === 'None' ? ['no-color-management'] : [];
}
