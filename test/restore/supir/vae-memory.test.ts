import { SUPIR } from '../../../src/restore/supir-config';
import {
  isStepInTheWay,
  roomForStates,
  vaeBytesOnCard,
  vaeBytesOnHost,
  vaeMemory,
} from '../../../src/restore/supir/vae-memory';
import { DECODER_TILING, ENCODER_TILING } from '../../../src/restore/supir/vae-tiles';

const LARGE = { width: 2048, height: 1024 };
const GB = 1e9;

const tiled = [
  ['encoder', ENCODER_TILING],
  ['decoder', DECODER_TILING],
] as const;

test('what goes through whole waits for nothing, and takes what it takes', () => {
  for (const [half, tiling] of tiled) {
    const small = { width: 512, height: 512 };
    const whole = vaeMemory(half, tiling, small, SUPIR.vae);
    expect(whole).toEqual(vaeMemory(half, null, small, SUPIR.vae));
    expect(whole.waiting).toBe(0);
    for (const free of [0, GB, Infinity]) {
      expect(vaeBytesOnCard(whole, free)).toBe(whole.computing);
      expect(vaeBytesOnHost(whole, free)).toBe(0);
    }
  }
});

test.each(tiled)('tiles of the %s wait on the card as far as it has room', (half, tiling) => {
  const memory = vaeMemory(half, tiling, LARGE, SUPIR.vae);
  const all = memory.waiting + memory.computingBeside;
  expect(vaeBytesOnCard(memory, Infinity)).toBe(all);
  expect(vaeBytesOnCard(memory, all)).toBe(all);
  expect(vaeBytesOnHost(memory, all)).toBe(0);
  let before = Infinity;
  for (const free of [all - 1, all / 2, memory.computing + 1, memory.computing, 0, -GB]) {
    const onCard = vaeBytesOnCard(memory, free);
    // What cannot do with less takes it all the same.
    expect(onCard).toBeLessThanOrEqual(Math.max(free, memory.computing));
    expect(onCard).toBeLessThanOrEqual(before);
    expect(onCard - memory.computing + vaeBytesOnHost(memory, free)).toBeCloseTo(memory.waiting, 3);
    before = onCard;
  }
  expect(vaeBytesOnHost(memory, 0)).toBe(memory.waiting);
});

test('the room for tiles that wait is what the one that is computed leaves', () => {
  const memory = vaeMemory('decoder', DECODER_TILING, LARGE, SUPIR.vae);
  expect(roomForStates(memory, Infinity)).toBe(Infinity);
  expect(roomForStates(memory, 0)).toBe(0);
  expect(roomForStates(memory, memory.computing + GB)).toBeCloseTo(GB, 3);
});

test('the step is in the way where a tile finds no room, or more waits elsewhere than half of what is kept', () => {
  const memory = vaeMemory('decoder', DECODER_TILING, LARGE, SUPIR.vae);
  const kept = 5 * GB;
  expect(isStepInTheWay(memory, Infinity, kept)).toBe(false);
  expect(isStepInTheWay(memory, memory.computing - 1, kept)).toBe(true);
  expect(vaeBytesOnHost(memory, memory.computing)).toBe(memory.waiting);
  expect(isStepInTheWay(memory, memory.computing, 2 * memory.waiting)).toBe(false);
  expect(isStepInTheWay(memory, memory.computing, 2 * memory.waiting - 1)).toBe(true);
});
