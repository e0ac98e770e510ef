/** A way for texts between the two ends. May lose, damage, repeat and reorder them. */
export interface BridgePort {
  /** May throw where the other end is not there yet; that counts as lost. */
  send(text: string): void;
  /** Only what comes from the other end: the maker of the port has checked the source. */
  onMessage(listener: (data: unknown) => void): () => void;
}

export type TimerId = number | object;

/** Time, so that tests can run it. */
export interface BridgeClock {
  /** Milliseconds from any fixed moment. */
  now(): number;
  setTimeout(callback: () => void, ms: number): TimerId;
  clearTimeout(timer: TimerId): void;
}
