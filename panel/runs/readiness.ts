import { documentChanged, documentGone } from '../../src/core/document-errors';
import { DocumentError } from '../../src/core/errors';
import { type Size, sameSize, scaleSize } from '../../src/core/geometry';
import type { OutputMode, Scale } from '../../src/core/document';
import { documentTooLarge, fitsLimit, type DocumentLimit } from '../../src/core/document-limit';
import type { DocumentInfo, LayerInfo, Snapshot } from '../../src/hosts/host';

export interface Target {
  readonly document: DocumentInfo;
  readonly layer: LayerInfo;
}

/**
 * The document and the one layer that a run is about.
 * @throws DocumentError `no-document`, `no-layer`, `several-layers`
 */
export function targetOf(snapshot: Snapshot): Target {
  const { document, layer, activeLayers } = snapshot;
  if (document === null) throw noDocument();
  if (layer !== null) return { document, layer };
  throw activeLayers > 1 ? severalLayers(activeLayers) : noLayer();
}

/**
 * Refuses before a run what its insert would refuse.
 * @throws DocumentError `document-too-large`
 */
export function checkWillFit(
  canvas: Size,
  mode: OutputMode,
  scale: Scale,
  limit: DocumentLimit | undefined,
): void {
  if (mode !== 'enlarge' || limit === undefined) return;
  const size = scaleSize(canvas, scale);
  if (!fitsLimit(size, limit)) throw documentTooLarge(size, limit);
}

/**
 * Checks the document once more before an insert. Only the editor knows whether a document that is
 * no longer in front is still open: `insertLayer` reports it.
 *
 * @throws DocumentError `document-gone`, `document-changed`
 */
export function checkStillFits(snapshot: Snapshot, documentId: string, canvas: Size): void {
  const { document } = snapshot;
  if (document === null) throw documentGone();
  if (document.id === documentId && !sameSize(document.size, canvas)) {
    throw documentChanged(sizeText(canvas), sizeText(document.size));
  }
}

function noDocument(): DocumentError {
  return new DocumentError({
    code: 'no-document',
    message: 'No document is open.',
    hint: 'Open a picture first.',
  });
}

function noLayer(): DocumentError {
  return new DocumentError({
    code: 'no-layer',
    message: 'No layer is selected.',
    hint: 'Choose one layer in the layers panel.',
  });
}

function severalLayers(count: number): DocumentError {
  return new DocumentError({
    code: 'several-layers',
    message: 'Several layers are selected.',
    hint: 'Choose just one layer in the layers panel.',
    details: { count },
  });
}

function sizeText({ width, height }: Size): string {
  return `${width} × ${height}`;
}
