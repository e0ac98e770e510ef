import { growingRoom } from '../../src/onnx/lazy-bytes';

test('a room is used again for what fits', () => {
  const room = growingRoom();
  const large = room.take(40).fill(7);
  const small = room.take(18);
  expect(small.buffer).toBe(large.buffer);
  expect(small.byteLength).toBe(18);
  expect(small.byteOffset).toBe(0);
});

test('a room gives its memory back when it grows and when it is emptied', () => {
  const room = growingRoom();
  const first = room.take(16);
  const second = room.take(1000);
  expect(first.byteLength).toBe(0);
  room.empty();
  expect(second.byteLength).toBe(0);
  expect(room.take(8).byteLength).toBe(8);
});
