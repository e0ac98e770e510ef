import { delay } from '../../core/abort';
import type { LayerRef } from '../../core/document';
import type { DocRect } from '../../core/geometry';
import type { PhotopeaAnswer } from './collect';
import type { PhotopeaCall, PhotopeaChannel } from './channel';
import type { PhotopeaCodec } from './codec';
import { isHostError, isRefusal } from './errors';
import { documentId, type DocKey } from './keys';
import type { HistoryMark } from './scripts/read-selection-script';
import type { InsertionRows } from './scripts/step-scripts';
import { tidyScript, type TidyScript } from './scripts/tidy-scripts';
import type { TraitsReader } from './traits';

/** Facts from the last layer read, which tell whether the merged picture is opaque there. */
export interface LastRead {
  readonly doc: DocKey;
  readonly clip: DocRect;
  readonly history: HistoryMark;
  /** The layer shows fully and without a gap on `clip`: so the merged picture is opaque. */
  readonly covers: boolean;
}

/** The newest insertion of this host. */
export interface LastInsertion extends InsertionRows {
  /** What the layer was put above. */
  readonly above: LayerRef;
}

/** State of one host between its calls. */
export interface HostContext {
  readonly channel: PhotopeaChannel;
  readonly codec: PhotopeaCodec;
  readonly traits: TraitsReader;
  /** How long to wait before asking again while Photopea refuses; after the last, it is an error. */
  readonly refusalWaitsMs: readonly number[];
  lastRead: LastRead | null;
  /** History of a document whose redo steps are our own leftovers. */
  ownRows: { readonly doc: string; readonly history: HistoryMark } | null;
  lastInsertion: LastInsertion | null;
  /** Photopea refused the last time. */
  refused: boolean;
  /** Insertions whose outcome is not known: id of the layer, and how many such layers there were. */
  readonly uncertain: Map<number, number>;
}

export function rememberOwnRows(context: HostContext, doc: DocKey, history: HistoryMark): void {
  context.ownRows = { doc: documentId(doc), history };
}

/** Calls a script; when it dies half way, what it may have left behind is tidied up. */
export async function runScript(
  context: HostContext,
  call: PhotopeaCall,
  leftBehind: TidyScript,
): Promise<PhotopeaAnswer> {
  try {
    return await context.channel.call(call);
  } catch (error) {
    if (isHostError(error, 'photopea-script-died')) {
      await context.channel.call({ purpose: 'tidy-up', script: tidyScript(leftBehind) });
    }
    throw error;
  }
}

/**
 * Repeats `attempt` while Photopea refuses it because of an open dialog; a refused one has done
 * nothing.
 */
export async function untilAccepted<T>(
  context: HostContext,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  const waits = [...context.refusalWaitsMs];
  for (;;) {
    signal.throwIfAborted();
    try {
      const result = await attempt();
      context.refused = false;
      return result;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      context.refused = true;
      const waitMs = waits.shift();
      if (waitMs === undefined) throw error;
      await delay(waitMs, signal);
    }
  }
}
