import type { CardKnowledge } from '../card-knowledge';
import type { Fit } from '../forecast';

/** What cards have at least on which SUPIR is worth the wait. */
const USUAL_CARD_BYTES = 8 * 2 ** 30;

/** The rest is the screen's and the browser's. */
const FREE_SHARE = 0.94;

/** Of a peak that found no memory: what was free was less, by how much is not known. */
const BELOW_FAILED = 0.95;

/** Of what is free: a driver's own needs, and other programs, come and go within a tenth. */
const SPARE_SHARE = 0.9;

/** Memory of the card that a run can have. */
export interface CardRoom {
  readonly bytes: number;
  /** Whether neither the person nor an earlier run has said how much that is. */
  readonly isAssumed: boolean;
}

/** What a run can have of the memory that was said, learnt or, where there is neither, guessed. */
export function roomOnCard({ cardBytes, failedAtBytes }: CardKnowledge): CardRoom {
  const said = FREE_SHARE * (cardBytes ?? USUAL_CARD_BYTES);
  const learnt = failedAtBytes === null ? Infinity : BELOW_FAILED * failedAtBytes;
  return { bytes: Math.min(said, learnt), isAssumed: cardBytes === null && learnt > said };
}

/** How a peak lies in what is free. */
export function fitOf(peakBytes: number, { bytes }: Pick<CardRoom, 'bytes'>): Fit {
  if (peakBytes > bytes) return 'too-large';
  return peakBytes <= SPARE_SHARE * bytes ? 'fits' : 'tight';
}
