import { rect } from '../../src/core/geometry';
import { createImage, type Image } from '../../src/core/image';
import { createMask, type Mask } from '../../src/core/mask';
import { isOpaqueUnder } from '../../src/restore/opacity';
import { goOn } from '../support/breathing';

const SIZE = { width: 12, height: 9 };
const REGION = rect(3, 2, 5, 4);

function opaqueBut(depth: 8 | 16, alphaAt: Readonly<Record<string, number>>): Image {
  const image = createImage(SIZE, depth);
  for (let i = 3; i < image.data.length; i += 4) image.data[i] = depth === 8 ? 255 : 65535;
  for (const [at, alpha] of Object.entries(alphaAt)) {
    const [x = 0, y = 0] = at.split(',').map(Number);
    image.data[(y * SIZE.width + x) * 4 + 3] = alpha;
  }
  return image;
}

function maskBut(hidden: readonly (readonly [x: number, y: number])[]): Mask {
  const mask = createMask(REGION, 1);
  for (const [x, y] of hidden) mask.data[y * mask.width + x] = 0;
  return mask;
}

describe.each([8, 16] as const)('opaque under the mask, %i bit', (depth) => {
  const almost = depth === 8 ? 254 : 65534;

  test('an opaque source is', async () => {
    expect(await isOpaqueUnder(opaqueBut(depth, {}), REGION, maskBut([]), 1, goOn)).toBe(true);
  });

  test('one pixel that is not quite, in the corner of the region, counts', async () => {
    const source = opaqueBut(depth, { '7,5': almost });
    expect(await isOpaqueUnder(source, REGION, maskBut([]), 1, goOn)).toBe(false);
  });

  test('it does not where the mask hides it', async () => {
    const source = opaqueBut(depth, { '7,5': almost });
    expect(await isOpaqueUnder(source, REGION, maskBut([[4, 3]]), 1, goOn)).toBe(true);
  });

  test.each([
    ['beside the region', 1, true],
    ['beside the region, resized', 2, false],
  ] as const)('%s', async (_name, scale, expected) => {
    const source = opaqueBut(depth, { '8,3': 0 });
    expect(await isOpaqueUnder(source, REGION, maskBut([]), scale, goOn)).toBe(expected);
  });

  test('farther away than resizing reaches nothing counts', async () => {
    const source = opaqueBut(depth, { '0,0': 0, '10,3': 0, '5,8': 0 });
    expect(await isOpaqueUnder(source, REGION, maskBut([]), 4, goOn)).toBe(true);
  });
});
