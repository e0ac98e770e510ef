/** Channel for texts between the two ends; it may lose, damage, repeat and reorder them. */
export interface BridgePort {
  /** Sends a text. It may throw while the other end does not exist yet; the text then counts as lost. */
  send(text: string): void;
  /** Calls back with texts of the other end only: the port checks their source. */
  onMessage(listener: (data: unknown) => void): () => void;
}

export type TimerId = number | object;

/** Clock and timers, which tests replace. */
export interface BridgeClock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  setTimeout(callback: () => void, ms: number): TimerId;
  clearTimeout(timer: TimerId): void;
}
