import { findLayer, type Layer } from '../model/layer';
import type { OpenDocument } from '../model/document';
import { errorOf, type Sim } from '../sim';

export function documentById(sim: Sim, id: number): OpenDocument | null {
  return sim.documents.find((document) => document.id === id) ?? null;
}

export function activeDocument(sim: Sim): OpenDocument | null {
  return sim.activeId === null ? null : documentById(sim, sim.activeId);
}

/** Throws for a document that was closed. */
export function stillOpen(sim: Sim, document: OpenDocument): OpenDocument {
  if (!document.open && sim.rules('S2')) {
    throw errorOf(sim, `The object "document" is not currently available (${document.id}).`);
  }
  return document;
}

/** Throws for a layer that was deleted, or whose document was closed. */
export function livingLayer(sim: Sim, document: OpenDocument, id: number, last: Layer): Layer {
  const layer = findLayer(stillOpen(sim, document).state.layers, id);
  if (layer === null && sim.rules('S3')) {
    throw errorOf(sim, `The object "layer" is not currently available (${id}).`);
  }
  return layer ?? last;
}
