import type { Rect, Size } from '../../../../src/core/geometry';
import type { ModeName } from '../types';
import type { Coverage } from './coverage';
import { walk, type Layer, type Layers } from './layer';
import type { PixelDepth } from './raster';

/** What else a file said, kept for saving. */
export interface FileRest {
  /** Whole image resources, without profile and those that count layers. */
  readonly resources: readonly Uint8Array[];
  /** Whole blocks of the document, without layers. */
  readonly blocks: readonly Uint8Array[];
}

export interface Profile {
  readonly name: string;
  /** null: a built-in one, known by name. */
  readonly bytes: Uint8Array | null;
}

/** Everything that a step of the history brings back. Never changed once made. */
export interface DocumentState {
  readonly size: Size;
  readonly resolution: number;
  readonly mode: ModeName;
  readonly depth: PixelDepth;
  readonly profile: Profile | null;
  /** From the bottom up. */
  readonly layers: Layers;
  readonly active: readonly number[];
  readonly selection: Coverage | null;
  readonly quickMask: boolean;
  readonly rest: FileRest;
}

export interface Step {
  readonly id: number;
  name: string;
  readonly state: DocumentState;
}

export interface Suspension {
  readonly documentId: number;
  readonly name: string;
  readonly before: DocumentState;
  /** What the plugin holds; its `finalName` renames. */
  readonly handle: { finalName?: string };
}

export interface OpenDocument {
  readonly id: number;
  readonly name: string;
  /** What is shown now; within a suspension ahead of the history. */
  state: DocumentState;
  readonly steps: Step[];
  index: number;
  suspended: Suspension | null;
  open: boolean;
}

/** Colour values of one pixel. */
export function colorsOf({ mode }: Pick<DocumentState, 'mode'>): 1 | 3 {
  return mode === 'rgb' || mode === 'lab' || mode === 'cmyk' || mode === 'indexed' ? 3 : 1;
}

export function canvasOf({ size }: DocumentState): Rect {
  return { x: 0, y: 0, width: size.width, height: size.height };
}

/** The top one of the active layers. */
export function activeLayer(state: DocumentState): Layer | null {
  return [...walk(state.layers)].filter(({ id }) => state.active.includes(id)).at(-1) ?? null;
}
