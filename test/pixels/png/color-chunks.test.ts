import { decode } from 'fast-png';
import type { ImageColors } from '../../../src/core/document';
import { MAX_CARRIED_PROFILE } from '../../../src/pixels/icc/image-colors';
import { colorChunks } from '../../../src/pixels/png/color-chunks';
import { encodePng } from '../../../src/pixels/png/encode-png';
import { readPng } from '../../../src/pixels/png/read-png';
import { markedSrgb } from '../../../src/pixels/png/srgb-mark';
import { greyProfile } from '../../support/picture-files';
import { noiseImage } from '../../support/pictures';
import { DISPLAY_P3, padded } from '../../support/profiles';

const IMAGE = noiseImage(5, 4, 1, null);

async function pngOf(colors: ImageColors): Promise<Uint8Array> {
  return encodePng(IMAGE, { chunks: await colorChunks(colors) });
}

const typesIn = (png: Uint8Array): readonly string[] => readPng(png).ancillary.map((c) => c.type);

it('a profile is in the PNG as it was, and the pixels stay', async () => {
  const { iccEmbeddedProfile, data } = decode(await pngOf(DISPLAY_P3), { checkCrc: true });
  expect(Array.from(iccEmbeddedProfile!.profile)).toEqual(Array.from(DISPLAY_P3));
  expect(Array.from(data)).toEqual(Array.from(IMAGE.data));
});

it('sRGB is said by its own chunk', async () => {
  const png = await pngOf('srgb');
  expect(readPng(png).ancillary).toEqual([{ type: 'sRGB', data: Uint8Array.of(0) }]);
  expect(Array.from(decode(png, { checkCrc: true }).data)).toEqual(Array.from(IMAGE.data));
});

it('a PNG that is there says sRGB as one that is written so', async () => {
  expect(markedSrgb(await pngOf(null))).toEqual(await pngOf('srgb'));
});

it.each<readonly [name: string, colors: ImageColors]>([
  ['nothing is known of', null],
  ['a profile of grey does not describe', greyProfile(2.2, 'grey')],
  ['a broken profile does not describe', DISPLAY_P3.slice(0, 200)],
  ['a huge profile describes', padded(DISPLAY_P3, MAX_CARRIED_PROFILE + 1)],
])('values that %s go without', async (_, colors) => {
  expect(typesIn(await pngOf(colors))).toEqual([]);
});
