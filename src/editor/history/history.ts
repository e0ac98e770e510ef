import type { EditorDocument } from '../document/editor-document';
import { allLayers } from '../document/tree';
import type { Selection } from '../select/selection';

/** What a moment of the history came from. */
export type HistoryStep =
  | 'open'
  | 'select'
  | 'deselect'
  | 'invert-selection'
  | 'move-selection'
  | 'visibility'
  | 'insert-layer'
  | 'replace-layer'
  | 'enlarge-document'
  | 'insert-smart-object';

/** A state of the document that undo restores, whole and by reference. */
export interface Moment {
  readonly document: EditorDocument;
  readonly selection: Selection | null;
  readonly activeLayerId: string | null;
  /** Step that led to this state. */
  readonly step: HistoryStep;
}

export interface History {
  readonly past: readonly Moment[];
  readonly present: Moment;
  /** Moments that can be repeated, the next one first. */
  readonly future: readonly Moment[];
}

const MAX_STEPS = 50;
/** Most bytes of pixels that only the history still holds. */
const MAX_HELD_BYTES = 1 << 30;

export function beginHistory(present: Moment): History {
  return { past: [], present, future: [] };
}

/** Adds a step; moments that could be repeated are dropped. */
export function record(history: History, next: Moment): History {
  return { past: bounded([...history.past, history.present], next), present: next, future: [] };
}

/** Replaces the present without a step of its own, such as when another layer is selected. */
export function amend(history: History, present: Moment): History {
  return { ...history, present };
}

/** One step back; the same history where there is none. */
export function undo(history: History): History {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
  };
}

/** One step forward; the same history where there is none. */
export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}

/** Forgets the oldest moments first, but always leaves one step to go back. */
function bounded(past: readonly Moment[], present: Moment): readonly Moment[] {
  let kept = past.slice(-MAX_STEPS);
  while (kept.length > 1 && heldBytes(kept, present) > MAX_HELD_BYTES) kept = kept.slice(1);
  return kept;
}

function heldBytes(past: readonly Moment[], present: Moment): number {
  const shared = new Set(buffersOf(present));
  const held = new Set(past.flatMap((moment) => [...buffersOf(moment)]));
  let bytes = 0;
  for (const buffer of held) if (!shared.has(buffer)) bytes += buffer.byteLength;
  return bytes;
}

function* buffersOf({ document, selection }: Moment): Generator<ArrayBufferLike> {
  if (selection?.data) yield selection.data.buffer;
  if (document.psd !== null) yield document.psd.bytes.buffer;
  for (const layer of allLayers(document.layers)) {
    // Layers of a file are decoded on demand, the others are in memory.
    if (layer.children !== null || layer.key !== null) continue;
    if (layer.raster !== null) yield layer.raster.load().data.buffer;
    if (layer.content !== null) yield layer.content.data.buffer;
    if (layer.mask !== null) yield layer.mask.load().data.buffer;
  }
}
