import type { ColorMode, LayerKind } from '../core/document';
import type { DocRect, Size } from '../core/geometry';
import type { DocumentNotice } from './document/document-notice';
import type { HistoryStep } from './history/history';

/** One immutable value; parts that did not change keep their identity. */
export interface EditorState {
  /** Grows with every change. */
  readonly revision: number;
  readonly document: DocumentState | null;
  /** Topmost layer first. */
  readonly layers: readonly LayerItem[];
  readonly activeLayerId: string | null;
  readonly selection: SelectionState | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Steps that undo and redo would revert or repeat; null: none. */
  readonly undoStep: HistoryStep | null;
  readonly redoStep: HistoryStep | null;
  /** Notes on how this document is shown or was read. */
  readonly notices: readonly DocumentNotice[];
}

export interface DocumentState {
  /** Unique for each opening of a file. */
  readonly id: string;
  readonly name: string;
  readonly size: Size;
  readonly depth: 1 | 8 | 16 | 32;
  readonly mode: ColorMode;
  /** True from the first change that a saved file would show. */
  readonly changed: boolean;
  /** Changes whenever `renderRegion` may answer differently. */
  readonly pixelsRevision: number;
}

export interface LayerItem {
  readonly id: string;
  readonly name: string;
  readonly kind: LayerKind;
  readonly visible: boolean;
  /** False where the layer or a group around it is hidden. */
  readonly shown: boolean;
  readonly locked: boolean;
  readonly hasMask: boolean;
  /** Whether it is clipped to the layer below. */
  readonly clipped: boolean;
  /** Bounds of the pixels (a group: of its members), may reach outside the canvas; null: none. */
  readonly bounds: DocRect | null;
  /** Changes when the picture of `renderThumbnail` does. */
  readonly thumbnailKey: string;
  /** Members of a group, topmost first; null for anything else. */
  readonly children: readonly LayerItem[] | null;
}

export interface SelectionState {
  /** Smallest rectangle that holds all selected pixels. */
  readonly bounds: DocRect;
  /**
   * The border of the pixels that are selected by half or more, along pixel edges: closed polygons
   * as x, y, x, y… in document pixels. Empty where no pixel is selected that much.
   */
  readonly outline: readonly Float32Array[];
}

/** State in which no document is open. */
export const EMPTY_STATE: EditorState = {
  revision: 0,
  document: null,
  layers: [],
  activeLayerId: null,
  selection: null,
  canUndo: false,
  canRedo: false,
  undoStep: null,
  redoStep: null,
  notices: [],
};
