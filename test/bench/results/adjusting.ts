import type { LayerResult, Scale } from '../../../src/core/document';
import { area, rectOfSize, scaleSize, type Size } from '../../../src/core/geometry';
import type { Depth, Image } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import { toDepth } from '../../../src/pixels/depth';
import { createAdjuster, type AdjustSource } from '../../../src/restore/adjust/adjuster';
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

/** What is set first, and a following change of the same controls. */
const ADJUSTMENTS: readonly (readonly [string, Partial<Adjustment>, Partial<Adjustment>])[] = [
  ['strength', { strength: 0.5 }, { strength: 0.6 }],
  ['detail 50 %', { detail: 0.5 }, { detail: 0.3 }],
  ['detail 10 %', { detail: 0.1 }, { detail: 0.05 }],
  ['grain', { grain: 0.5 }, { grain: 0.6 }],
  ['adain', { colorFix: 'adain' }, { colorFix: 'adain', strength: 0.9 }],
  ['wavelet', { colorFix: 'wavelet' }, { colorFix: 'wavelet', strength: 0.9 }],
  [
    'all colours',
    { strength: 0.8, detail: 0.7, grain: 0.5, colorFix: 'adain' },
    { strength: 0.7, detail: 0.5, grain: 0.6, colorFix: 'adain' },
  ],
  // The finest level, the coarser ones, tones and grain: all that there is to compute.
  [
    'every control',
    {
      strength: 0.8,
      detail: 0.1,
      grain: 0.5,
      colorFix: 'adain',
      maskEdge: { grow: 8, feather: 8 },
    },
    {
      strength: 0.7,
      detail: 0.05,
      grain: 0.6,
      colorFix: 'adain',
      maskEdge: { grow: -8, feather: 6 },
    },
  ],
  ['grow', { maskEdge: { grow: 32, feather: 0 } }, { maskEdge: { grow: -32, feather: 0 } }],
  ['feather', { maskEdge: { grow: 0, feather: 32 } }, { maskEdge: { grow: 0, feather: 24 } }],
];

const TURNS = 2;

/** Milliseconds of the processor for a megapixel of the result, the best of some turns. */
export async function printAdjusting(): Promise<void> {
  const rows: Cell[][] = [];
  for (const one of CASES) {
    const size = scaleSize(one.original, one.scale);
    const megapixels = area(size) / 1e6;
    const cells: Cell[] = [fixed((await preparing(one)) / megapixels, 0)];
    for (const [, ...changes] of ADJUSTMENTS) {
      const times = await adjusting(one, changes, false);
      const ready = await adjusting(one, changes.slice(0, 1), true);
      const [first = 0, following = 0] = times;
      cells.push(
        [first, ready[0] ?? 0, following].map((ms) => fixed(ms / megapixels, 0)).join(' / '),
      );
    }
    rows.push([`${size.width}², ${one.scale}x, ${one.depth} bit`, ...cells]);
  }
  printTable(
    'Adjusting: ms of the processor per megapixel of the result, first change / first after what is computed ahead / following (aim: at most 200)',
    ['result', 'ahead', ...ADJUSTMENTS.map(([name]) => name)],
    rows,
  );
}

/** What an adjuster computes ahead, before anything is asked for; the shortest counts. */
async function preparing(one: Case): Promise<number> {
  const source = sourceOf(one);
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const from = process.cpuUsage();
    await createAdjuster(source).prepare(new AbortController().signal);
    times.push(sinceMs(from));
  }
  return Math.min(...times);
}

function sinceMs(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e3;
}

/** Adjusts a result first so and then so, each time with a new adjuster; the shortest counts. `ahead`: which has computed ahead. */
async function adjusting(
  one: Case,
  changes: readonly Partial<Adjustment>[],
  ahead: boolean,
): Promise<readonly number[]> {
  const source = sourceOf(one);
  const best = changes.map(() => Infinity);
  for (let turn = 0; turn < TURNS; turn++) {
    const adjuster = createAdjuster(source);
    if (ahead) await adjuster.prepare(new AbortController().signal);
    for (const [i, change] of changes.entries()) {
      const from = process.cpuUsage();
      await adjuster.adjust({ ...NO_ADJUSTMENT, ...change });
      best[i] = Math.min(best[i] ?? Infinity, sinceMs(from));
    }
  }
  return best;
}

function sourceOf({ original, scale, depth }: Case): AdjustSource {
  const size = scaleSize(original, scale);
  return {
    original: picture('texture-creek.jpg', original, depth),
    result: resultOf(picture('landscape-picos.jpg', size, depth), scale),
    canvas: scaleSize(original, 2),
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
