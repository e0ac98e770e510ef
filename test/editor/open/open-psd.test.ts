import { writePsdUint8Array, type Psd } from 'ag-psd';
import { openFile } from '../../../src/editor/open/open-file';
import type { EditorDocument } from '../../../src/editor/document/editor-document';
import { agPixels, layeredPsd } from '../operations/fixture';
import { writeFlatPsd } from '../../../src/psd/write-flat-psd';
import {
  decodeWithJpegJs,
  iccProfile,
  P3_COLORANTS,
  SRGB_COLORANTS,
} from '../../support/picture-files';
import { noiseImage } from '../../support/pictures';

const open = (bytes: Uint8Array) => openFile(bytes, 'd', 'a.psd', decodeWithJpegJs);

/** A header field changed in a file that is fine otherwise. */
function patched(at: number, value: number, bytes = layeredPsd()): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value >> 8;
  copy[at + 1] = value & 255;
  return copy;
}
const DEPTH = 22;
const MODE = 24;

test.each([
  ['CMYK', MODE, 4, 'psd-unsupported-mode'],
  ['indexed', MODE, 2, 'psd-unsupported-mode'],
  ['bitmap', MODE, 0, 'psd-unsupported-mode'],
  ['Lab', MODE, 9, 'psd-unsupported-mode'],
  ['1 bit', DEPTH, 1, 'psd-unsupported-depth'],
  ['32 bit', DEPTH, 32, 'psd-unsupported-depth'],
])('%s is refused by name', async (_, at, value, code) => {
  await expect(open(patched(at, value))).rejects.toMatchObject({ name: 'FileError', code });
});

test('one that is too large is refused', async () => {
  const bytes = layeredPsd().slice();
  new DataView(bytes.buffer).setUint32(14, 25_000);
  new DataView(bytes.buffer).setUint32(18, 25_000);
  await expect(open(bytes)).rejects.toMatchObject({ code: 'file-too-large' });
});

test.each([
  ['Display P3', P3_COLORANTS, 1],
  ['sRGB IEC61966-2.1', SRGB_COLORANTS, 0],
])('the profile %s is kept, and said where it is not sRGB', async (name, colorants, count) => {
  const profile = iccProfile(colorants, 2.2, name);
  const psd: Psd = {
    width: 8,
    height: 8,
    imageData: agPixels(8, 8, 1),
  };
  const { document } = await open(withProfile(writePsdUint8Array(psd), profile));
  expect(document.iccProfile).toEqual(profile);
  expect(document.notices).toHaveLength(count);
});

test('a flat file is one layer named Background', async () => {
  const image = noiseImage(8, 6, 1, 255);
  const psd = writeFlatPsd(image, { name: 'picture', iccProfile: null });
  const { document, activeLayerId } = await open(psd);
  expect(document.layers).toMatchObject([{ name: 'Background', id: activeLayerId }]);
  expect(document.baseline).toBeNull();
});

test('a composite of one colour is not trusted, a real one is', async () => {
  const baselineOf = async (bytes: Uint8Array): Promise<EditorDocument['baseline']> =>
    (await open(bytes)).document.baseline;
  expect(await baselineOf(layeredPsd())).toBeNull();
  expect(await baselineOf(layeredPsd({ composite: true }))).not.toBeNull();
});

/** The image resource 1039 put in front of the others. */
function withProfile(bytes: Uint8Array, profile: Uint8Array): Uint8Array {
  const resource = Buffer.alloc(12 + profile.length + (profile.length % 2));
  resource.write('8BIM', 0, 'latin1');
  resource.writeUInt16BE(1039, 4);
  resource.writeUInt32BE(profile.length, 8);
  resource.set(profile, 12);
  const file = Buffer.from(bytes);
  const lengthAt = 30;
  const out = Buffer.concat([file.subarray(0, 34), resource, file.subarray(34)]);
  out.writeUInt32BE(file.readUInt32BE(lengthAt) + resource.length, lengthAt);
  return new Uint8Array(out);
}
