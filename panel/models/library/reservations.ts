/** Room in the browser that is set aside for one piece of work. */
export interface Reservation {
  /** Sets how much it still has to write, bytes. */
  needs(bytes: number): void;
  /**
   * Bytes that may still be stored, without what work that began earlier still needs; null: the
   * browser does not say.
   */
  readonly freeBytes: () => Promise<number | null>;
  release(): void;
}

/** Of all work of this page that writes. */
export interface Reservations {
  /** Comes after all that is open now. */
  open(): Reservation;
}

/**
 * Shares the browser's room among work that goes on side by side: two files that fit one by one may not
 * fit together. Who began first has the room; who finds too little left is told before it writes anything.
 */
export function createReservations(freeBytes: () => Promise<number | null>): Reservations {
  /** Bytes, in the order in which they were opened. */
  const reserved = new Map<Reservation, number>();

  function earlierThan(reservation: Reservation): number {
    let sum = 0;
    for (const [other, bytes] of reserved) {
      if (other === reservation) break;
      sum += bytes;
    }
    return sum;
  }

  return {
    open() {
      const reservation: Reservation = {
        needs: (bytes) => {
          if (reserved.has(reservation)) reserved.set(reservation, Math.max(0, bytes));
        },
        async freeBytes() {
          const free = await freeBytes();
          return free === null ? null : Math.max(0, free - earlierThan(reservation));
        },
        release: () => reserved.delete(reservation),
      };
      reserved.set(reservation, 0);
      return reservation;
    },
  };
}
