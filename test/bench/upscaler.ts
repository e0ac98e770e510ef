// npm run bench -- upscaler: this engine and UpscalerJS on the same pixels in the same page.
import { pillowBicubic, type Rgb8 } from '../networks/pillow';
import { psnr, ssim } from '../networks/quality';
import type { TestPage } from '../../scripts/lib/browser/test-page';
import { offer, openComparePage } from './compare-page';
import { degrade, type Degradation } from './degrade';
import type { ComparePage } from './page/compare-entry';
import type { Enlarged, PictureFile } from './page/pixels';
import { middle, PHOTO_NAMES, photoRgb, withoutAlpha, type PictureName } from '../support/pictures';
import { fixed, FULL, printIntroduction, printTable, type Cell } from './table';

interface Case extends Degradation {
  readonly name: string;
  readonly factor: 2 | 4;
  /** Longest side of the good picture, pixels. */
  readonly side: number;
}

const CASES: readonly Case[] = [
  { name: 'degraded 2x', factor: 2, side: 384, blur: 1.2, noise: 6, jpegQuality: 40 },
  { name: 'degraded 4x', factor: 4, side: 512, blur: 1.6, noise: 4, jpegQuality: 60 },
];
const THREADS = [1, 2];
const REPEATS = FULL ? 5 : 3;
const METHODS = ['ours', 'slim'] as const;
type Method = (typeof METHODS)[number];
const TITLES = { bicubic: 'bicubic', slim: 'UpscalerJS slim', ours: 'supir-panel, 70 %' };

type Page = TestPage<ComparePage>;

function run(page: Page, method: Method, picture: PictureFile, scale: 2 | 4): Promise<Enlarged> {
  return page.call(method, { ...picture, scale });
}

/** Best time of several runs in turns, seconds for a megapixel of output. */
async function timeCase(page: Page, test: Case): Promise<Record<Method, number>> {
  const good = middle(photoRgb('portrait-astronaut.png'), test.side, test.factor);
  const picture = await offer(page.folder, `time-${test.factor}`, degrade(good, test));
  const best = { ours: Infinity, slim: Infinity };
  for (let turn = 0; turn <= REPEATS; turn++) {
    for (const method of METHODS) {
      const { ms, width, height } = await run(page, method, picture, test.factor);
      // The first turn loads and compiles.
      if (turn > 0) best[method] = Math.min(best[method], ms / 1e3 / ((width * height) / 1e6));
    }
  }
  return best;
}

interface Quality {
  readonly psnr: number;
  readonly ssim: number;
}

/** What is judged together, as a mean. */
const SUBJECTS: readonly (readonly [title: string, names: readonly PictureName[]])[] = [
  [`${PHOTO_NAMES.length} photographs`, PHOTO_NAMES],
  ['drawing', ['drawing-mascot.png']],
];

async function judgeCase(
  page: Page,
  test: Case,
  names: readonly PictureName[],
): Promise<Record<keyof typeof TITLES, Quality>> {
  const all: Record<keyof typeof TITLES, Quality[]> = { bicubic: [], slim: [], ours: [] };
  for (const name of names) {
    const good = middle(photoRgb(name), test.side, test.factor);
    const bad = degrade(good, test);
    const picture = await offer(page.folder, `judge-${test.factor}-${name}`, bad);
    const judge = (result: Rgb8): Quality => ({
      psnr: psnr(result, good),
      ssim: ssim(result, good),
    });
    all.bicubic.push(judge(pillowBicubic(bad, good)));
    for (const method of METHODS) {
      const result = await run(page, method, picture, test.factor);
      const data = Buffer.from(result.pixels, 'base64');
      all[method].push(judge(withoutAlpha({ ...result, data }, result.channels)));
    }
  }
  return { bicubic: mean(all.bicubic), slim: mean(all.slim), ours: mean(all.ours) };
}

function mean(list: readonly Quality[]): Quality {
  const of = (key: keyof Quality): number =>
    list.reduce((sum, quality) => sum + quality[key], 0) / list.length;
  return { psnr: of('psnr'), ssim: of('ssim') };
}

async function main(): Promise<void> {
  printIntroduction(
    'upscaler',
    'this engine against UpscalerJS 1.0.0 with ESRGAN slim (tfjs wasm)',
  );
  const times: Cell[][] = [];
  const qualities: Cell[][] = [];
  for (const threads of THREADS) {
    const page = await openComparePage(threads);
    try {
      for (const test of CASES) {
        const { ours, slim } = await timeCase(page, test);
        const ratio = fixed(ours / slim, 2);
        times.push([test.name, threads, fixed(ours, 2), fixed(slim, 2), ratio]);
      }
      if (threads !== THREADS.at(-1)) continue;
      for (const test of CASES) {
        for (const [subject, names] of SUBJECTS) {
          for (const [method, quality] of Object.entries(await judgeCase(page, test, names))) {
            const title = TITLES[method as keyof typeof TITLES];
            const values = [fixed(quality.psnr, 2), fixed(quality.ssim, 3)];
            qualities.push([test.name, subject, title, ...values]);
          }
        }
      }
    } finally {
      await page.close();
    }
  }
  printTable(
    `Seconds per output megapixel, best of ${REPEATS}, both in turns (aim: ratio ≤ 1.5 at 4x)`,
    ['case', 'threads', 'supir-panel', 'UpscalerJS slim', 'ratio'],
    times,
  );
  printTable(
    'Against the original, mean',
    ['case', 'pictures', 'method', 'PSNR dB', 'SSIM'],
    qualities,
  );
}

void main();
