import { type Rect, intersect, isEmpty } from '../../../../src/core/geometry';
import { activeDocument, documentById } from '../api/lookup';
import { rectOf, type Bounds } from '../api/bounds';
import { findLayer, type Layer } from '../model/layer';
import type { DocumentState, OpenDocument } from '../model/document';
import { errorOf, type Sim } from '../sim';

export interface BoundsOption extends Partial<Bounds> {
  readonly width?: number;
  readonly height?: number;
}

/** The document that a call means. */
export function targetDocument(sim: Sim, id: number | undefined): OpenDocument {
  const wanted = id === undefined || id < 0 || !sim.rules('G1');
  const document = wanted ? activeDocument(sim) : documentById(sim, id);
  if (document === null) throw errorOf(sim, `there is no document ${id ?? ''}`);
  return document;
}

/** Now, or as it was at a row of the history. */
export function stateAt(sim: Sim, document: OpenDocument, row: number | undefined): DocumentState {
  if (row === undefined || !sim.rules('G12')) return document.state;
  const step = document.steps.find(({ id }) => id === row);
  if (step === undefined) throw errorOf(sim, `there is no history state ${row}`);
  return step.state;
}

export function layerIn(sim: Sim, state: DocumentState, id: number): Layer {
  const layer = findLayer(state.layers, id);
  if (layer === null) throw errorOf(sim, `there is no layer ${id}`);
  return layer;
}

/** `sourceBounds` as a rectangle; `edges`: only the form with four edges. */
export function boundsOption(sim: Sim, option: BoundsOption, edges: boolean): Rect {
  const { left = 0, top = 0, right, bottom, width, height } = option;
  if ((right === undefined || bottom === undefined) && edges && sim.rules('K7')) {
    throw errorOf(sim, 'sourceBounds needs left, top, right, bottom');
  }
  const rect = rectOf({
    left,
    top,
    right: right ?? left + (width ?? 0),
    bottom: bottom ?? top + (height ?? 0),
  });
  if (!sim.rules('G3')) return { ...rect, width: Math.max(1, rect.width) };
  if (!Object.values(rect).every(Number.isInteger)) throw errorOf(sim, 'bounds must be integers');
  if (isEmpty(rect)) throw errorOf(sim, 'bounds are empty');
  return rect;
}

/** What of a request there is; throws where there is nothing. */
export function readable(sim: Sim, wanted: Rect, extent: Rect): Rect {
  if (!sim.rules('G4')) return wanted;
  const part = intersect(wanted, extent);
  if (isEmpty(part) && sim.switches.emptyReadRejects) throw errorOf(sim, 'there are no pixels');
  return part;
}
