import { area } from '../../core/geometry';
import type { PhotopeaChannel } from './channel';
import { oneFile, successOf } from './answers';
import type { DocumentTraits, PhotopeaCodec } from './codec';
import { isHostError } from './errors';
import type { DocKey } from './keys';
import type { HistoryMark } from './scripts/read-selection-script';
import { traitsScript } from './scripts/traits-script';

/** A document as far as it matters for what looking at it costs, and whether it may have changed. */
export interface LookedAt {
  readonly doc: DocKey;
  readonly history: HistoryMark;
  readonly layers: number;
}

/**
 * Depth and colour profile of the documents. Scripts cannot ask for them, a saved file tells both;
 * saving takes about a second for ten million pixels, so what is known is kept.
 */
export interface TraitsReader {
  /** Traits of a document; null if it was not looked at yet, or does not tell. */
  known(doc: DocKey): DocumentTraits | null;
  looked(doc: DocKey): boolean;
  /** Looks once at a document that is not too big for looking in passing. */
  inPassing(target: LookedAt): Promise<void>;
  /** Looks whatever it costs, and again when the document has changed and looking is cheap. */
  forRun(target: LookedAt): Promise<DocumentTraits | null>;
  /** Notes that a document has a new key, since its size has changed. */
  moved(from: DocKey, to: DocKey): void;
}

/** Pixels of all layers and the merged picture, counted as if every layer filled the canvas. */
const IN_PASSING_PIXELS = 24e6;
const AGAIN_PIXELS = 8e6;
/**
 * Most pixels of a PSD that is saved, half a gigabyte; beyond, the merged picture is, which does
 * not tell the depth.
 */
const PSD_PIXELS = 120e6;

interface Known {
  readonly traits: DocumentTraits | null;
  readonly history: HistoryMark;
}

export function createTraitsReader(channel: PhotopeaChannel, codec: PhotopeaCodec): TraitsReader {
  const known = new Map<string, Known>();

  const look = async ({ doc, history }: LookedAt): Promise<DocumentTraits | null> => {
    const traits = await ask(doc).catch(nullWhereUntold);
    known.set(keyOf(doc), { traits, history });
    return traits;
  };

  const ask = async (doc: DocKey): Promise<DocumentTraits | null> => {
    const answer = await channel.call({ purpose: 'traits', script: traitsScript(doc, PSD_PIXELS) });
    successOf(answer);
    return answer.files.length === 0 ? null : codec.readTraits(oneFile(answer));
  };

  return {
    known: (doc) => known.get(keyOf(doc))?.traits ?? null,
    looked: (doc) => known.has(keyOf(doc)),
    async inPassing(target) {
      const before = known.get(keyOf(target.doc));
      // A shorter history than before: another document took the place of the one we knew.
      const same = before !== undefined && target.history[1] >= before.history[1];
      if (!same && costOf(target) <= IN_PASSING_PIXELS) await look(target);
    },
    async forRun(target) {
      const before = known.get(keyOf(target.doc));
      if (before === undefined || before.traits === null) return look(target);
      const [index, length] = target.history;
      const changed = before.history[0] !== index || before.history[1] !== length;
      return changed && costOf(target) <= AGAIN_PIXELS ? look(target) : before.traits;
    },
    moved(from, to) {
      const before = known.get(keyOf(from));
      if (before !== undefined) known.set(keyOf(to), before);
    },
  };
}

/**
 * null for an error that says only that the document cannot be saved: it can still be worked on,
 * and the snapshot says what is missing.
 */
function nullWhereUntold(error: unknown): null {
  if (isHostError(error, 'photopea-script-died') || isHostError(error, 'photopea-bad-answer')) {
    return null;
  }
  throw error;
}

function keyOf({ index, name, width, height }: DocKey): string {
  return JSON.stringify([index, name, width, height]);
}

function costOf({ doc, layers }: LookedAt): number {
  return area(doc) * (layers + 1);
}
