import { writePsdUint8Array } from 'ag-psd';
import { decode } from 'fast-png';
import { type DocRect, scaleRect } from '../../../src/core/geometry';
import type { LayerResult } from '../../../src/core/document';
import { profileName } from '../../../src/pixels/icc/describe';
import { parseProfile } from '../../../src/pixels/icc/profile';
import { bytesOf } from '../../../src/psd/byte-reader';
import { readPsd } from '../../../src/psd/read-psd';
import { readExif } from '../../../src/editor/open/exif';
import { agPsd } from '../../psd/ag';
import { fault } from '../faults';
import { greyProfile, iccProfile, P3_COLORANTS } from '../../support/picture-files';
import { noiseImage } from '../../support/pictures';
import {
  agPixels,
  discMask,
  inPlace,
  items,
  openInEditor,
  signal,
  type OpenEditor,
} from './fixture';

type Mode = LayerResult['mode'];
const MODES: readonly Mode[] = ['in-place', 'enlarge', 'smart-object'];
const RECT: DocRect = { x: 4, y: 4, width: 16, height: 12 };

function resultOf(open: OpenEditor, mode: Mode): LayerResult {
  const base = inPlace(open.state(), 'Background', RECT);
  if (mode === 'in-place') return base;
  if (mode === 'smart-object')
    return { ...base, mode, scale: 2, content: noiseImage(32, 24, 5, 255) };
  const rect = scaleRect(RECT, 2);
  const image = noiseImage(rect.width, rect.height, 7, 255);
  return { ...base, mode, scale: 2, rect, image, mask: discMask(rect) };
}

async function withResult(bytes: Uint8Array, mode: Mode): Promise<OpenEditor> {
  const open = await openInEditor(bytes, 'photo.jpg');
  await open.editor.insertLayer(resultOf(open, mode), signal);
  return open;
}

const savedPsd = async ({ editor }: OpenEditor) => (await editor.save('psd', signal)).bytes;
const savedPng = async ({ editor }: OpenEditor) => (await editor.save('png', signal)).bytes;

function resourceOf(psd: Uint8Array, id: number): Uint8Array | null {
  const file = readPsd(psd);
  const found = file.resources.filter((resource) => resource.id === id);
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0] === undefined ? null : bytesOf(psd, found[0].data);
}

/** The chunks of a PNG, read by their lengths. */
function chunksOf(png: Uint8Array): Map<string, Buffer[]> {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.set(type, [...(chunks.get(type) ?? []), bytes.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  return chunks;
}

/** The file inside the smart object of a PSD. */
function contentOf(psd: Uint8Array): Uint8Array {
  return agPsd(psd).linkedFiles![0]!.data!;
}

function expect300(png: Uint8Array): void {
  const [phys] = chunksOf(png).get('pHYs')!;
  expect([phys!.readUInt32BE(0), phys!.readUInt32BE(4), phys![8]]).toEqual([11811, 11811, 1]);
}

describe.each(MODES)('saved after a result (%s)', (mode) => {
  test.each(['phys-300ppi.png', 'jfif-300ppi.jpg', 'exif-300ppi-description.jpg'])(
    '300 pixels per inch stay 300: %s',
    async (name) => {
      const open = await withResult(fault(`08-resolution-and-description/${name}`), mode);
      const psd = await savedPsd(open);
      const resolution = Buffer.from(resourceOf(psd, 1005)!);
      for (const at of [0, 8]) {
        expect(resolution.readUInt32BE(at)).toBe(19_660_800);
        expect(resolution.readUInt16BE(at + 4)).toBe(1);
      }
      const { horizontalResolution, verticalResolution } =
        agPsd(psd).imageResources!.resolutionInfo!;
      expect(horizontalResolution).toBeCloseTo(300, 1);
      expect(verticalResolution).toBeCloseTo(300, 1);
      expect300(await savedPng(open));
      const layer = await open.editor.saveLayer(open.state().activeLayerId!, signal);
      expect300(layer.bytes);
      if (mode === 'smart-object') expect300(contentOf(psd));
    },
  );

  test('description and copyright stay', async () => {
    const file = fault('08-resolution-and-description/exif-300ppi-description.jpg');
    const open = await withResult(file, mode);
    const texts = {
      description: 'A test picture',
      author: null,
      copyright: 'Copyright notice of the test',
    };
    const psd = await savedPsd(open);
    const exif = readExif(resourceOf(psd, 1058)!);
    expect(exif).toMatchObject({ texts, orientation: 1, hasMore: false });
    expect(exif.resolution!.x).toBeCloseTo(300, 2);
    const xmp = agPsd(psd).imageResources!.xmpMetadata!;
    expect(xmp).toContain('<rdf:li xml:lang="x-default">A test picture</rdf:li>');
    expect(xmp).toContain('<rdf:li xml:lang="x-default">Copyright notice of the test</rdf:li>');
    expect(xmp).not.toContain('dc:creator');
    for (const png of [
      await savedPng(open),
      ...(mode === 'smart-object' ? [contentOf(psd)] : []),
    ]) {
      const chunks = chunksOf(png);
      expect(readExif(chunks.get('eXIf')![0]!).texts).toEqual(texts);
      expect(chunks.get('iTXt')!.map((text) => text.toString('utf8'))).toEqual([
        'Description\0\0\0\0\0A test picture',
        'Copyright\0\0\0\0\0Copyright notice of the test',
      ]);
    }
  });

  test.each(['exif-r03.jpg', 'chrm-adobe.png'])('Adobe RGB stays named: %s', async (name) => {
    const open = await withResult(fault(`06-adobe-rgb-untagged/${name}`), mode);
    const psd = await savedPsd(open);
    const inPsd = resourceOf(psd, 1039)!;
    expect(profileName(parseProfile(inPsd)!)).toBe('Compatible with Adobe RGB (1998)');
    const inPng = decode(await savedPng(open)).iccEmbeddedProfile!.profile;
    expect(inPng).toEqual(inPsd);
    if (mode === 'smart-object') {
      expect(decode(contentOf(psd)).iccEmbeddedProfile!.profile).toEqual(inPsd);
    }
    const again = await openInEditor(psd, 'a.psd');
    expect(again.state().notices).toEqual(open.state().notices);
  });

  test.each([
    '05-cmyk-jpeg/cmyk-with-profile.jpg',
    '05-cmyk-jpeg/cmyk-without-profile.jpg',
    '06-adobe-rgb-untagged/exif-r98-srgb.jpg',
    '06-adobe-rgb-untagged/chrm-srgb.png',
    '07-profile-of-another-space/gray-with-gray-icc.png',
    '07-profile-of-another-space/gray-alpha-with-gray-icc.png',
    '07-profile-of-another-space/rgb-with-cmyk-icc.jpg',
  ])('no profile comes with %s', async (name) => {
    const file = fault(name);
    const open = await openInEditor(file, 'a');
    const small = { x: 0, y: 0, width: 8, height: 8 };
    const base = { ...resultOf(open, 'in-place'), rect: small };
    const image = noiseImage(8, 8, 3, 255);
    const mask = discMask(small);
    const result: LayerResult =
      mode === 'smart-object'
        ? { ...base, mode, scale: 2, image, mask, content: noiseImage(16, 16, 4, 255) }
        : mode === 'enlarge'
          ? { ...base, mode, scale: 2, image, mask }
          : { ...base, mode, image, mask };
    await open.editor.insertLayer(result, signal);
    const psd = await savedPsd(open);
    expect(resourceOf(psd, 1039)).toBeNull();
    expect(chunksOf(await savedPng(open)).has('iCCP')).toBe(false);
    if (mode === 'smart-object') expect(chunksOf(contentOf(psd)).has('iCCP')).toBe(false);
  });
});

test('a picture that says nothing is saved with 72 and without texts', async () => {
  const open = await openInEditor(fault('06-adobe-rgb-untagged/chrm-srgb.png'), 'a');
  const psd = await savedPsd(open);
  expect(readPsd(psd).resolution).toEqual({ x: 72, y: 72 });
  expect([resourceOf(psd, 1058), resourceOf(psd, 1060)]).toEqual([null, null]);
  const chunks = chunksOf(await savedPng(open));
  for (const type of ['pHYs', 'eXIf', 'iTXt']) expect(chunks.has(type)).toBe(false);
});

test('what was exported says the same when it is opened again', async () => {
  const file = fault('08-resolution-and-description/exif-300ppi-description.jpg');
  const png = await savedPng(await withResult(file, 'enlarge'));
  const again = await openInEditor(png, 'a.png');
  expect(again.state().notices).toEqual([]);
  expect(chunksOf(await savedPng(again))).toEqual(chunksOf(png));
});

describe('a PSD', () => {
  const mode = { width: 24, height: 16 };
  const grey = greyProfile(1.8, 'Dot gain');
  const p3 = iccProfile(P3_COLORANTS, 2.2, 'Display P3');

  /** A flat file with image resources, written by ag-psd and then given a profile by hand. */
  function psdWith(profile: Uint8Array | null, colorMode: 'rgb' | 'grayscale' = 'rgb'): Uint8Array {
    const psd = Buffer.from(
      writePsdUint8Array({
        ...mode,
        children: [{ name: 'Background', imageData: agPixels(24, 16, 1) }],
        imageResources: {
          resolutionInfo: {
            ...{ horizontalResolution: 300, horizontalResolutionUnit: 'PPI', widthUnit: 'Inches' },
            ...{ verticalResolution: 300, verticalResolutionUnit: 'PPI', heightUnit: 'Inches' },
          },
        },
      }),
    );
    if (colorMode === 'grayscale') return greyPsd(profile);
    return profile === null ? new Uint8Array(psd) : withProfile(psd, profile);
  }

  function withProfile(psd: Buffer, profile: Uint8Array): Uint8Array {
    const lengthAt = 26 + 4 + psd.readUInt32BE(26);
    const data = Buffer.concat([profile, Buffer.alloc(profile.length % 2)]);
    const head = Buffer.from('8BIM\x04\x0f\0\0\0\0\0\0', 'latin1');
    head.writeUInt32BE(profile.length, 8);
    const out = Buffer.concat([
      psd.subarray(0, lengthAt + 4),
      head,
      data,
      psd.subarray(lengthAt + 4),
    ]);
    out.writeUInt32BE(psd.readUInt32BE(lengthAt) + head.length + data.length, lengthAt);
    return new Uint8Array(out);
  }

  function greyPsd(profile: Uint8Array | null): Uint8Array {
    const head = Buffer.from(
      '8BPS\0\x01\0\0\0\0\0\0\0\x01\0\0\0\x10\0\0\0\x18\0\x08\0\x01',
      'latin1',
    );
    const pixels = Buffer.from(noiseImage(24, 16, 3, 255).data.filter((_, i) => i % 4 === 0));
    const psd = Buffer.concat([head, Buffer.alloc(12), Buffer.alloc(2), pixels]);
    return profile === null ? new Uint8Array(psd) : withProfile(psd, profile);
  }

  test('keeps a profile of its own colour mode, byte for byte', async () => {
    for (const file of [psdWith(p3), psdWith(grey, 'grayscale')]) {
      expect(Buffer.compare(await savedPsd(await openInEditor(file, 'a.psd')), file)).toBe(0);
    }
  });

  test.each([
    ['grey in RGB', psdWith(grey), psdWith(null), 'Dot gain, GRAY'],
    ['RGB in grey', psdWith(p3, 'grayscale'), psdWith(null, 'grayscale'), 'Display P3, RGB'],
  ])('loses a profile of another one, and nothing else: %s', async (_, file, wanted, detail) => {
    const open = await openInEditor(file, 'a.psd');
    expect(open.state().notices).toEqual([{ code: 'profile-left-out', detail }]);
    expect(Buffer.compare(await savedPsd(open), wanted)).toBe(0);
    expect(chunksOf(await savedPng(open)).has('iCCP')).toBe(false);
  });

  test('exports its resolution', async () => {
    expect300(await savedPng(await openInEditor(psdWith(null), 'a.psd')));
  });

  test('of grey exports as grey with its profile, value by value', async () => {
    const png = decode(await savedPng(await openInEditor(psdWith(grey, 'grayscale'), 'a.psd')));
    expect([png.channels, png.depth]).toEqual([1, 8]);
    const values = noiseImage(24, 16, 3, 255).data.filter((_, i) => i % 4 === 0);
    expect([...png.data]).toEqual([...values]);
    expect(png.iccEmbeddedProfile!.profile).toEqual(grey);
  });

  test('gives a copy of its profile along with the values of a layer; for grey ones one like it', async () => {
    const read = async (file: Uint8Array) => {
      const { editor, state } = await openInEditor(file, 'a.psd');
      const ref = { documentId: state().document!.id, layerId: items(state())[0]!.id };
      const { colors } = await editor.readLayer(ref, RECT, signal);
      // Whoever gets it takes its memory along.
      if (colors instanceof Uint8Array) structuredClone(colors, { transfer: [colors.buffer] });
      return (await editor.readLayer(ref, RECT, signal)).colors;
    };
    expect(await read(psdWith(p3))).toEqual(p3);
    expect(await read(psdWith(null))).toBeNull();
    expect(await read(psdWith(null, 'grayscale'))).toBeNull();
    const like = parseProfile((await read(psdWith(grey, 'grayscale'))) as Uint8Array)!;
    expect([like.space, profileName(like)]).toEqual(['RGB ', 'Dot gain']);
  });

  test('written from a picture exports the picture’s texts', async () => {
    const picture = fault('08-resolution-and-description/exif-300ppi-description.jpg');
    const psd = await savedPsd(await withResult(picture, 'in-place'));
    const chunks = chunksOf(await savedPng(await openInEditor(psd, 'a.psd')));
    expect(readExif(chunks.get('eXIf')![0]!).texts.copyright).toBe('Copyright notice of the test');
  });
});
