import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { outcome } from '../e2e/outcome';
import { png } from '../support/picture-files';
import { DISPLAY_P3 } from '../support/profiles';
import { ready, startBuiltPage, type BuiltPage } from './page/built-page';
import { packed } from './page/results';

jest.setTimeout(240_000);

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

const SIDE = 96;
const COLOR = [200, 60, 70] as const;

/** A picture of one colour. */
function flatPng(profile: Uint8Array | null): Buffer {
  const row = Uint8Array.from({ length: SIDE * 3 }, (_, i) => COLOR[i % 3]!);
  const name = Buffer.from('P3\0\0', 'latin1');
  return Buffer.from(
    png({
      width: SIDE,
      height: SIDE,
      depth: 8,
      colorType: 2,
      rows: Array.from({ length: SIDE }, () => row),
      before: profile ? [['iCCP', Buffer.concat([name, deflateSync(profile)])]] : [],
    }),
  );
}

/** The colour in the middle of a picture, as the browser shows it on an sRGB screen. */
function shownIn(page: Page, bytes: Buffer): Promise<number[]> {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const middle = context.getImageData(image.width >> 1, image.height >> 1, 1, 1);
    return Array.from(middle.data.subarray(0, 3));
  }, bytes.toString('base64'));
}

function farthest(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
}

async function savedResult(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#results-save:not([disabled])').click(),
  ]);
  return readFile(await download.path());
}

/** The saved result of a picture: as it was made, and as it is after it was packed and read anew. */
async function savedTwice(page: Page, picture: Buffer): Promise<readonly [Buffer, Buffer]> {
  const file = { name: 'flat.png', mimeType: 'image/png', buffer: picture };
  await page.locator('#file-input').setInputFiles(file);
  await page.locator(`#region-size:text-is("${SIDE} × ${SIDE}")`).waitFor();
  expect(await outcome(page)).toBe('done');
  const first = await savedResult(page);
  await packed(page);
  await page.reload();
  await ready(page);
  await page.locator('#file-input').setInputFiles(file);
  await page.locator(`#region-size:text-is("${SIDE} × ${SIDE}")`).waitFor();
  return [first, await savedResult(page)];
}

it('a saved result looks as its source does, in whatever colours that is', async () => {
  const page = await built.open();
  const source = flatPng(DISPLAY_P3);
  const wanted = await shownIn(page, source);
  expect(farthest(wanted, COLOR)).toBeGreaterThan(8);
  for (const saved of await savedTwice(page, source)) {
    const { iccEmbeddedProfile } = decode(saved, { checkCrc: true });
    expect(Array.from(iccEmbeddedProfile!.profile)).toEqual(Array.from(DISPLAY_P3));
    expect(farthest(await shownIn(page, saved), wanted)).toBeLessThanOrEqual(4);
  }
});

it('a result of a picture without a profile is saved without one', async () => {
  const page = await built.open();
  for (const saved of await savedTwice(page, flatPng(null))) {
    expect(decode(saved).iccEmbeddedProfile).toBeUndefined();
    expect(farthest(await shownIn(page, saved), COLOR)).toBeLessThanOrEqual(4);
  }
});
