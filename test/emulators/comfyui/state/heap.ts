/** A binary heap in an array, moved exactly as Python's `heapq` moves it, since clients see the array. */
export interface Heap<T> {
  readonly items: readonly T[];
  push(item: T): void;
  pop(): T | undefined;
  /** Takes the first that fits out of the middle, and puts the rest in order anew. */
  remove(fits: (item: T) => boolean): boolean;
  clear(): void;
}

export function createHeap<T>(before: (a: T, b: T) => boolean): Heap<T> {
  let items: T[] = [];

  const at = (i: number): T => items[i] as T;

  const towardsRoot = (start: number, from: number): void => {
    const item = at(from);
    let place = from;
    while (place > start) {
      const parent = (place - 1) >> 1;
      if (!before(item, at(parent))) break;
      items[place] = at(parent);
      place = parent;
    }
    items[place] = item;
  };

  /** Down along the smaller children to a leaf, then up again. */
  const towardsLeaf = (from: number): void => {
    const item = at(from);
    let place = from;
    for (let child = 2 * place + 1; child < items.length; child = 2 * place + 1) {
      if (child + 1 < items.length && !before(at(child), at(child + 1))) child += 1;
      items[place] = at(child);
      place = child;
    }
    items[place] = item;
    towardsRoot(from, place);
  };

  return {
    get items() {
      return items;
    },
    push(item) {
      items.push(item);
      towardsRoot(0, items.length - 1);
    },
    pop() {
      const last = items.pop();
      if (last === undefined || items.length === 0) return last;
      const first = at(0);
      items[0] = last;
      towardsLeaf(0);
      return first;
    },
    remove(fits) {
      const place = items.findIndex(fits);
      if (place < 0) return false;
      items.splice(place, 1);
      for (let i = (items.length >> 1) - 1; i >= 0; i--) towardsLeaf(i);
      return true;
    },
    clear() {
      items = [];
    },
  };
}
