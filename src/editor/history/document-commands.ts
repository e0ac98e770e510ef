import { rectOfSize } from '../../core/geometry';
import { findLayer, updateLayer } from '../document/tree';
import { layerGone } from '../../core/document-errors';
import { combine, invert } from '../select/combine';
import { feather } from '../select/feather';
import { rasterize } from '../select/rasterize';
import { moveSelection, solidSelection, type Selection } from '../select/selection';
import { MAX_FEATHER, type SelectionMode, type SelectionShape } from '../select/selection-shape';
import { amend, record, type History, type Moment } from './history';

/** Makes a new history out of one; returns the same value where it changes nothing. */
export type DocumentCommand = (history: History) => History;

/** Joins a shape with the selection, softened by `sigma` pixels (0…`MAX_FEATHER`). */
export function select(shape: SelectionShape, mode: SelectionMode, sigma: number): DocumentCommand {
  return (history) => {
    const { document, selection } = history.present;
    const drawn = rasterize(shape, document.size);
    const softness = Math.min(MAX_FEATHER, Math.max(0, sigma));
    const soft = drawn === null ? null : feather(drawn, softness, document.size);
    return withSelection(history, combine(selection, soft, mode), 'select');
  };
}

export const selectAll: DocumentCommand = (history) => {
  const { size } = history.present.document;
  return withSelection(history, solidSelection(rectOfSize(size), size), 'select');
};

export const selectNone: DocumentCommand = (history) => withSelection(history, null, 'deselect');

export const invertSelection: DocumentCommand = (history) => {
  const { document, selection } = history.present;
  return withSelection(history, invert(selection, document.size), 'invert-selection');
};

/** Moves the selection by document pixels, rounded to whole ones. */
export function shiftSelection(dx: number, dy: number): DocumentCommand {
  return (history) => {
    const { document, selection } = history.present;
    if (selection === null || (dx === 0 && dy === 0)) return history;
    const moved = moveSelection(selection, Math.round(dx), Math.round(dy), document.size);
    return withSelection(history, moved, 'move-selection');
  };
}

/**
 * Makes another layer the active one; no step of its own.
 * @throws DocumentError `layer-gone`
 */
export function setActiveLayer(layerId: string): DocumentCommand {
  return (history) => {
    if (findLayer(history.present.document.layers, layerId) === null) throw layerGone();
    return amend(history, { ...history.present, activeLayerId: layerId });
  };
}

/**
 * Shows or hides a layer.
 * @throws DocumentError `layer-gone`
 */
export function setVisibility(layerId: string, visible: boolean): DocumentCommand {
  return (history) => {
    const { document } = history.present;
    if (findLayer(document.layers, layerId) === null) throw layerGone();
    const layers = updateLayer(document.layers, layerId, (layer) =>
      layer.visible === visible ? layer : { ...layer, visible },
    );
    if (layers === document.layers) return history;
    const next = {
      ...history.present,
      document: { ...document, layers },
      step: 'visibility',
    } as const;
    return record(history, next);
  };
}

function withSelection(
  history: History,
  selection: Selection | null,
  step: Moment['step'],
): History {
  if (selection === null && history.present.selection === null) return history;
  return record(history, { ...history.present, selection, step });
}
