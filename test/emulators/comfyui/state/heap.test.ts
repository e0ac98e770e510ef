import { createHeap } from './heap';

const numbers = (): ReturnType<typeof createHeap<number>> => createHeap((a, b) => a < b);

describe('a heap', () => {
  // What Python 3.12's `heapq` leaves in the list after the same calls.
  test('has the array that Python has', () => {
    const heap = numbers();
    for (const value of [5, 3, 8, 1, 9, 2]) heap.push(value);
    expect(heap.items).toEqual([1, 3, 2, 5, 9, 8]);
    expect(heap.pop()).toBe(1);
    expect(heap.items).toEqual([2, 3, 8, 5, 9]);
    expect(heap.remove((value) => value === 3)).toBe(true);
    expect(heap.items).toEqual([2, 8, 5, 9]);
    expect(heap.remove((value) => value === 3)).toBe(false);
  });

  test('gives the smallest first', () => {
    const heap = numbers();
    const values = Array.from({ length: 200 }, (_, i) => (i * 73) % 101);
    for (const value of values) heap.push(value);
    const popped = values.map(() => heap.pop());
    expect(popped).toEqual([...values].sort((a, b) => a - b));
    expect(heap.pop()).toBeUndefined();
  });
});
