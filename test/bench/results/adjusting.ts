import type { LayerResult, Scale } from '../../../src/core/document';
import { area, rectOfSize, scaleSize, type Size } from '../../../src/core/geometry';
import type { Depth, Image } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import { toDepth } from '../../../src/pixels/depth';
import { createAdjuster } from '../../../src/restore/adjust/adjuster';
import { NO_ADJUSTMENT, type Adjustment } from '../../../src/restore/adjust/adjustment';
import { photoRgb, tiledRgba } from '../../support/pictures';
import { fixed, printTable, type Cell } from '../table';

interface Case {
  readonly original: Size;
  readonly scale: Scale;
  readonly depth: Depth;
}

const CASES: readonly Case[] = [
  { original: { width: 1024, height: 1024 }, scale: 1, depth: 8 },
  { original: { width: 2048, height: 2048 }, scale: 1, depth: 8 },
  { original: { width: 2048, height: 2048 }, scale: 1, depth: 16 },
  { original: { width: 1024, height: 1024 }, scale: 2, depth: 8 },
  { original: { width: 512, height: 512 }, scale: 4, depth: 8 },
];

/** What a slider changes is what is computed again. */
const ADJUSTMENTS: readonly (readonly [string, Partial<Adjustment>])[] = [
  ['strength', { strength: 0.5 }],
  ['detail, half', { detail: 0.5 }],
  ['detail, none', { detail: 0 }],
  ['grain', { grain: 0.5 }],
  ['adain', { colorFix: 'adain' }],
  ['wavelet', { colorFix: 'wavelet' }],
  ['all colours', { strength: 0.8, detail: 0.7, grain: 0.5, colorFix: 'adain' }],
  ['grow 32', { maskEdge: { grow: 32, feather: 0 } }],
  ['shrink 32', { maskEdge: { grow: -32, feather: 0 } }],
  ['feather 32', { maskEdge: { grow: 0, feather: 32 } }],
];

const TURNS = 3;

/** Milliseconds of the processor for a megapixel of the result, the best of some turns. */
export async function printAdjusting(): Promise<void> {
  const rows: Cell[][] = [];
  for (const one of CASES) {
    const { original, scale, depth } = one;
    const size = scaleSize(original, scale);
    const cells: Cell[] = [];
    for (const [, change] of ADJUSTMENTS) {
      const adjust = adjusting(one, { ...NO_ADJUSTMENT, ...change });
      cells.push(fixed((await adjust()) / (area(size) / 1e6), 0));
    }
    rows.push([`${size.width}², ${scale}x, ${depth} bit`, ...cells]);
  }
  printTable(
    'Adjusting: ms of the processor per megapixel of the result (aim: at most 200)',
    ['result', ...ADJUSTMENTS.map(([name]) => name)],
    rows,
  );
}

/** Adjusts a result in turns, each to something that has not just been asked for; the shortest counts. */
function adjusting({ original, scale, depth }: Case, wanted: Adjustment): () => Promise<number> {
  const size = scaleSize(original, scale);
  const adjuster = createAdjuster({
    original: picture('texture-creek.jpg', original, depth),
    result: resultOf(picture('landscape-picos.jpg', size, depth), scale),
    canvas: scaleSize(original, 2),
  });
  return async () => {
    let best = Infinity;
    for (let turn = 0; turn < TURNS; turn++) {
      await adjuster.adjust(NO_ADJUSTMENT);
      const from = process.cpuUsage();
      await adjuster.adjust(wanted);
      const { user, system } = process.cpuUsage(from);
      best = Math.min(best, (user + system) / 1e3);
    }
    return best;
  };
}

function picture(
  name: 'texture-creek.jpg' | 'landscape-picos.jpg',
  size: Size,
  depth: Depth,
): Image {
  const image: Image = { ...size, depth: 8, data: tiledRgba(photoRgb(name), size) };
  return depth === 8 ? image : toDepth(image, 16);
}

/** Of an elliptic selection. */
function resultOf(image: Image, scale: Scale): LayerResult {
  const mask = createMask(image);
  const { width, height } = image;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const far = Math.hypot((2 * x + 1) / width - 1, (2 * y + 1) / height - 1);
      mask.data[y * width + x] = far < 1 ? 255 : 0;
    }
  }
  const above = { documentId: 'document', layerId: 'layer' };
  return { mode: 'enlarge', scale, above, name: 'result', rect: rectOfSize(image), image, mask };
}
