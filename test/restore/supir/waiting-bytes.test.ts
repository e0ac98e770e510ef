import { SUPIR } from '../../../src/restore/supir-config';
import { DECODER_TILING, ENCODER_TILING } from '../../../src/restore/supir/vae-tiles';
import { waitingBytes } from '../../../src/restore/supir/waiting-bytes';

const TILES = { encoder: ENCODER_TILING, decoder: DECODER_TILING };
const KILOBYTE_A_PIXEL = 2 * 128 * 4;

test('a picture that runs whole waits for nothing', () => {
  expect(waitingBytes(null, { width: 4096, height: 4096 }, SUPIR.vae)).toBe(0);
  expect(waitingBytes(TILES, { width: 576, height: 576 }, SUPIR.vae)).toBe(0);
});

test('a kilobyte for each pixel of each tile, what they overlap included', () => {
  const cells = 3 * (11 + 64 + 11) + 64;
  const bytes = waitingBytes(TILES, { width: 2048, height: 2048 }, SUPIR.vae);
  expect(bytes).toBe((cells * 8) ** 2 * KILOBYTE_A_PIXEL);
});
