import { growingRoom } from '../../src/onnx/lazy-bytes';

test('a room is used again and lends what was taken last, once', () => {
  const room = growingRoom();
  expect(room.lend(16)).toBeNull();
  const large = room.take(40).fill(7);
  const small = room.take(18).fill(9);
  expect(small.buffer).toBe(large.buffer);
  expect(room.lend(16)).toBeNull();
  const lent = room.lend(32)!;
  expect(lent).toBe(small.buffer);
  const nines = Array.from({ length: 18 }, () => 9);
  const zeros = Array.from({ length: 14 }, () => 0);
  expect([...new Uint8Array(lent, 0, 32)]).toEqual([...nines, ...zeros]);
  expect(room.lend(32)).toBeNull();
});

test('a room gives its memory back when it grows and when it is emptied', () => {
  const room = growingRoom();
  const first = room.take(16);
  const second = room.take(1000);
  expect(first.byteLength).toBe(0);
  room.empty();
  expect(second.byteLength).toBe(0);
  expect(room.lend(1008)).toBeNull();
  expect(room.take(8).byteLength).toBe(8);
});
