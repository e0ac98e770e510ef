export interface Recent {
  add(n: number): void;
  has(n: number): boolean;
  clear(): void;
}

/** Set of the newest `limit` numbers; older ones are dropped. */
export function createRecent(limit: number): Recent {
  const numbers = new Set<number>();
  return {
    add(n) {
      numbers.add(n);
      const oldest = numbers.values().next();
      if (numbers.size > limit && oldest.done !== true) numbers.delete(oldest.value);
    },
    has: (n) => numbers.has(n),
    clear: () => numbers.clear(),
  };
}
