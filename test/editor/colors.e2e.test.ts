import { decode } from 'fast-png';
import { readPsd } from '../../src/psd/read-psd';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import { fault } from './faults';
import type { OpenedPicture, StandalonePage } from './page/entry';

jest.setTimeout(180_000);

let tab: TestPage<StandalonePage>;
beforeAll(async () => {
  tab = await openTestPage<StandalonePage>('test/editor/page/entry.ts');
});
afterAll(() => tab.close());

const base64 = (name: string): string => Buffer.from(fault(name)).toString('base64');
const opened = (name: string): Promise<OpenedPicture> =>
  tab.call('openFile', { bytes: base64(name), part: null });

async function saved(name: string): Promise<{ psd: Uint8Array; png: Uint8Array }> {
  const { psd, png } = await tab.call('savedFrom', base64(name));
  return { psd: Buffer.from(psd, 'base64'), png: Buffer.from(png, 'base64') };
}

function worst(a: readonly number[], b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return Math.max(...a.map((v, i) => Math.abs(v - b[i]!)));
}

/** The middles of patches of 16 pixels in a row. */
function patches({ width, data }: OpenedPicture): number[] {
  return Array.from({ length: width / 16 }, (_, i) => {
    const at = (8 * width + 16 * i + 8) * 4;
    return data.slice(at, at + 3);
  }).flat();
}

test('CMYK through its profile, black as well', async () => {
  const read = await opened('05-cmyk-jpeg/cmyk-with-profile.jpg');
  const perceptual = [
    ...[0, 152, 217, 213, 0, 122, 242, 221, 0],
    ...[29, 29, 29, 132, 160, 203, 245, 229, 141],
  ];
  expect(worst(patches(read), perceptual)).toBeLessThanOrEqual(1);
  expect(read.notices).toEqual([{ code: 'converted-to-rgb', detail: 'CMYK (Test press CMYK)' }]);
});

test('CMYK without a profile, with the note on CMYK alone', async () => {
  const read = await opened('05-cmyk-jpeg/cmyk-without-profile.jpg');
  const plain = [
    ...[0, 255, 255, 255, 0, 255, 255, 255, 0],
    ...[0, 0, 0, 127, 191, 255, 255, 255, 127],
  ];
  expect(worst(patches(read), plain)).toBeLessThanOrEqual(1);
  expect(read.notices).toEqual([{ code: 'converted-to-rgb', detail: 'CMYK' }]);
});

test.each(['exif-r03.jpg', 'chrm-adobe.png'])('Adobe RGB: %s', async (name) => {
  const read = await opened(`06-adobe-rgb-untagged/${name}`);
  const same = await opened(
    `06-adobe-rgb-untagged/${name.endsWith('png') ? 'chrm-srgb.png' : 'exif-r98-srgb.jpg'}`,
  );
  // The values are those of the file; only what they mean differs.
  expect(read.data).toEqual(same.data);
  expect(same.notices).toEqual([]);
  expect(read.notices).toEqual([{ code: 'not-srgb', detail: 'Compatible with Adobe RGB (1998)' }]);
  const { psd, png } = await saved(`06-adobe-rgb-untagged/${name}`);
  const { start, end } = readPsd(psd).iccProfile!;
  expect(decode(png).iccEmbeddedProfile!.profile).toEqual(new Uint8Array(psd.slice(start, end)));
});

test.each([
  ['rgb-with-gray-icc.webp', 'profile-left-out', 'Test Gray Gamma 1.8, GRAY'],
  ['rgb-with-cmyk-icc.jpg', 'profile-left-out', 'Test CMYK press, CMYK'],
  ['gray-with-gray-icc.png', 'converted-to-rgb', 'Test Gray Gamma 1.8'],
  ['gray-alpha-with-gray-icc.png', 'converted-to-rgb', 'Test Gray Gamma 1.8'],
])('a profile of another space: %s', async (name, code, detail) => {
  const read = await opened(`07-profile-of-another-space/${name}`);
  expect(read.notices).toEqual([{ code, detail }]);
  const { psd, png } = await saved(`07-profile-of-another-space/${name}`);
  expect(readPsd(psd).iccProfile).toBeNull();
  expect(decode(png).iccEmbeddedProfile).toBeUndefined();
});

test.each(['phys-300ppi.png', 'jfif-300ppi.jpg', 'exif-300ppi-description.jpg'])(
  '300 pixels per inch and texts: %s',
  async (name) => {
    const { psd, png } = await saved(`08-resolution-and-description/${name}`);
    expect(readPsd(psd).resolution).toEqual({ x: 300, y: 300 });
    expect(decode(png).resolution).toEqual({ x: 11811, y: 11811, unit: 1 });
    const texts = ['A test picture', 'Copyright notice of the test'];
    for (const bytes of [psd, png]) {
      const found = texts.filter((text) => Buffer.from(bytes).includes(text));
      expect(found).toEqual(name.includes('description') ? texts : []);
    }
  },
);
