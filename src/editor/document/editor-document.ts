import type { Size } from '../../core/geometry';
import type { Depth } from '../../core/image';
import type { ColorMode } from '../../core/document';
import type { PsdFile } from '../../psd/file';
import type { DocumentNotice } from './document-notice';
import type { Layer, Raster } from './layer';
import type { Metadata } from './metadata';

/** How the document looked in the program that wrote the file. */
export interface Baseline {
  /** Layers as they were in that program. */
  readonly layers: readonly Layer[];
  /** The file's own composite, on the whole canvas. */
  readonly composite: Raster;
}

/** An open document: one immutable value, so that undo is to go back to an older one. */
export interface EditorDocument {
  readonly id: string;
  readonly name: string;
  readonly size: Size;
  readonly mode: ColorMode;
  readonly depth: Depth;
  /** Bottom first. */
  readonly layers: readonly Layer[];
  /** null: the file has no composite of its own, or it is not needed to show the layers exactly. */
  readonly baseline: Baseline | null;
  /** File with the layers that have a `key`; null for a picture that is in no PSD yet. */
  readonly psd: PsdFile | null;
  /** Colour profile of the layers' values; null: they are taken as sRGB. */
  readonly iccProfile: Uint8Array | null;
  /** Metadata for files that are written anew; a PSD that was opened keeps its own. */
  readonly metadata: Metadata;
  /** Notes on how the file was read. */
  readonly notices: readonly DocumentNotice[];
}

/** An opened file: the document and the layer that is active at first. */
export interface Opened {
  readonly document: EditorDocument;
  readonly activeLayerId: string | null;
}
