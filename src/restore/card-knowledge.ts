/** What is known of the graphics card's memory; browsers do not say. */
export interface CardKnowledge {
  /** All that the card has, as the person says, bytes; null: not said. */
  readonly cardBytes: number | null;
  /** Least peak, bytes, at which a run ran out of memory on this device; null: none did. */
  readonly failedAtBytes: number | null;
}

export const UNKNOWN_CARD: CardKnowledge = { cardBytes: null, failedAtBytes: null };
