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
 * What the insert would refuse, said before anything is spent on a run.
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
 * The last look before an insert. Whether a document that is no longer in front is still open, only
 * the editor knows: `insertLayer` says so.
 * @throws DocumentError `document-gone`, `document-changed`
 */
export function checkStillFits(snapshot: Snapshot, documentId: string, canvas: Size): void {
  const { document } = snapshot;
  if (document === null) throw documentGone();
  if (document.id === documentId && !sameSize(document.size, canvas)) {
    throw documentChanged(canvas, document.size);
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

function documentGone(): DocumentError {
  return new DocumentError({
    code: 'document-gone',
    message: 'The document is no longer open.',
    hint: 'The result is kept: open the document again and insert it, or save it as a PNG.',
  });
}

function documentChanged(before: Size, after: Size): DocumentError {
  return new DocumentError({
    code: 'document-changed',
    message: 'The document was resized while the restoration ran.',
    hint: 'The result is kept: save it as a PNG, or undo the resize and insert it again.',
    details: {
      before: `${before.width} × ${before.height}`,
      after: `${after.width} × ${after.height}`,
    },
  });
}
