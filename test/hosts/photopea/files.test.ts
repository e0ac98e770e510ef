import { encode } from 'fast-png';
import { zlibSync } from 'fflate';
import { readPsd } from 'ag-psd';
import { rect } from '../../../src/core/geometry';
import { PLAIN_LOOK } from '../../../src/core/document';
import { codecFunctions } from '../../../src/hosts/photopea/codec-functions';
import { pngAlpha } from '../../../src/hosts/photopea/png-picture';
import { traitsOfFile } from '../../../src/hosts/photopea/traits-of-file';
import { writeFlatPsd } from '../../emulators/photopea/files/flat-psd';
import { encodePng } from '../../emulators/photopea/files/png';
import { noiseImage, PROFILE, rampMask } from './stage';

const bad = expect.objectContaining({ code: 'photopea-bad-answer' }) as unknown;

/** What was thrown; null when nothing was. */
function thrown(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

describe('the alpha of a PNG', () => {
  const size = { width: 5, height: 3 };
  const image = noiseImage(size);
  const alphas = Array.from({ length: 15 }, (_, i) => image.data[i * 4 + 3]);

  it('comes from RGBA, whole', () => {
    const png = encode({ ...size, data: image.data, channels: 4, depth: 8 });
    expect(Array.from(pngAlpha(png, size).data)).toEqual(alphas);
  });

  it('comes from a palette, as the editor writes it for few colours', () => {
    const data = new Uint8ClampedArray(60).map((_, i) => (i % 4 === 3 ? [0, 128, 255][i % 3]! : 9));
    const raster = { rect: rect(0, 0, 5, 3), depth: 8 as const, data };
    const png = encodePng(raster, null, true);
    expect(png[25]).toBe(3);
    const expected = Array.from({ length: 15 }, (_, i) => data[i * 4 + 3]);
    expect(Array.from(pngAlpha(png, size).data)).toEqual(expected);
  });

  it('is full where the PNG has none', () => {
    const png = encode({ ...size, data: new Uint8Array(45), channels: 3, depth: 8 });
    expect(Array.from(pngAlpha(png, size).data)).toEqual(new Array(15).fill(255));
  });

  it('is refused when size or bytes are not what they should be', () => {
    const png = encode({ ...size, data: image.data, channels: 4, depth: 8 });
    expect(thrown(() => pngAlpha(png, { width: 3, height: 5 }))).toEqual(bad);
    expect(thrown(() => pngAlpha(new Uint8Array(0), size))).toEqual(bad);
    expect(thrown(() => pngAlpha(new Uint8Array(100), size))).toEqual(bad);
    expect(thrown(() => pngAlpha(png.slice(0, png.length - 30), size))).toEqual(bad);
    const key = { ...size, data: new Uint8Array(45), channels: 3, depth: 8 as const };
    expect(thrown(() => pngAlpha(withChunk(encode(key), 'tRNS', new Uint8Array(6)), size))).toEqual(
      bad,
    );
  });
});

/** The PNG with one more chunk right after its header; the checksum is not looked at. */
function withChunk(png: Uint8Array, type: string, data: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

describe('what a saved file tells of the document', () => {
  const layer = {
    name: 'x',
    id: 1,
    rect: rect(0, 0, 4, 2),
    image: noiseImage({ width: 4, height: 2 }),
    mask: rampMask({ width: 4, height: 2 }),
    look: PLAIN_LOOK,
    content: null,
  };
  const psd = async (iccProfile: Uint8Array | null): Promise<Uint8Array> =>
    new Uint8Array(await codecFunctions.layerPsd({ ...layer, iccProfile }));

  it('is depth and profile of a PSD', async () => {
    expect(traitsOfFile(await psd(null))).toEqual({ depth: 8, iccProfile: null });
    expect(traitsOfFile(await psd(PROFILE))).toEqual({ depth: 8, iccProfile: PROFILE });
    for (const depth of [1, 16, 32]) {
      const deep = await psd(PROFILE);
      deep[23] = depth;
      expect(traitsOfFile(deep).depth).toBe(depth);
    }
  });

  it('is the profile of a PNG', () => {
    const plain = encode({ width: 2, height: 1, data: new Uint8Array(6), channels: 3, depth: 8 });
    expect(traitsOfFile(plain)).toEqual({ depth: 8, iccProfile: null });
    const chunk = Buffer.concat([Buffer.from('name\0\0', 'latin1'), zlibSync(PROFILE)]);
    expect(traitsOfFile(withChunk(plain, 'iCCP', chunk))).toEqual({
      depth: 8,
      iccProfile: PROFILE,
    });
  });

  it('is no profile where it describes other colours than RGB', async () => {
    const ink = PROFILE.slice();
    ink.set(Buffer.from('CMYK'), 16);
    expect(traitsOfFile(await psd(ink)).iccProfile).toBeNull();
    const link = PROFILE.slice();
    link.set(Buffer.from('link'), 12);
    expect(traitsOfFile(await psd(link)).iccProfile).toBeNull();
    expect(traitsOfFile(await psd(new Uint8Array(20))).iccProfile).toBeNull();
  });

  it('is refused from anything else', async () => {
    const strange = await psd(null);
    strange[23] = 7;
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array(60),
      strange,
      (await psd(null)).slice(0, 30),
    ]) {
      expect(thrown(() => traitsOfFile(bytes))).toEqual(bad);
    }
    const plain = encode({ width: 2, height: 1, data: new Uint8Array(6), channels: 3, depth: 8 });
    const broken = withChunk(plain, 'iCCP', Buffer.from('name\0\0garbage', 'latin1'));
    expect(thrown(() => traitsOfFile(broken))).toEqual(bad);
  });
});

describe('the layer that is read', () => {
  it('is refused as a bad answer when the file is damaged', () => {
    const area = rect(0, 0, 4, 4);
    for (const bytes of [new ArrayBuffer(0), new ArrayBuffer(64)]) {
      expect(thrown(() => codecFunctions.readStored(bytes, area, area))).toEqual(bad);
      expect(thrown(() => codecFunctions.readDrawn(bytes, area, area))).toEqual(bad);
      expect(thrown(() => codecFunctions.withAlpha(noiseImage(area), bytes, area, area))).toEqual(
        bad,
      );
    }
  });

  it('comes out of the blank file of its document as transparent', () => {
    const blank = codecFunctions.blankPsd({ width: 6, height: 4 }, 'mark', PROFILE);
    const psd = readPsd(blank, { skipLayerImageData: true, skipCompositeImageData: true });
    expect(psd).toMatchObject({ width: 6, height: 4, children: [{ name: 'mark' }] });
    expect(psd.children).toHaveLength(1);
    expect(traitsOfFile(new Uint8Array(blank)).iccProfile).toEqual(PROFILE);
    const { own } = codecFunctions.readStored(blank, rect(2, 2, 6, 4), rect(0, 0, 3, 3));
    expect(own!.opaque).toBe(false);
    expect(Array.from(own!.image.data)).toEqual(new Array(36).fill(0));
  });

  it('is not taken from a file without layers, and then counts as not plain', () => {
    const planes = [1, 2, 3].map((value) => new Uint8Array(12).fill(value));
    const flat = writeFlatPsd({ width: 4, height: 3, depth: 8, colorMode: 3, planes });
    const area = rect(0, 0, 4, 3);
    const { own, look } = codecFunctions.readStored(flat.buffer as ArrayBuffer, area, area);
    expect(own).toBeNull();
    expect(look.blendMode).toBeNull();
  });

  it('takes its alpha from a picture that covers a part', () => {
    const data = Uint8Array.of(9, 9, 9, 70, 8, 8, 8, 255);
    const png = encode({ width: 2, height: 1, data, channels: 4, depth: 8 });
    const area = rect(4, 4, 3, 2);
    const image = noiseImage(area);
    const out = codecFunctions.withAlpha(image, png.slice().buffer, rect(5, 4, 2, 1), area);
    const isAlpha = (_: number, i: number): boolean => i % 4 === 3;
    const isColor = (_: number, i: number): boolean => i % 4 !== 3;
    expect(Array.from(out.data).filter(isAlpha)).toEqual([0, 70, 255, 0, 0, 0]);
    expect(Array.from(out.data).filter(isColor)).toEqual(Array.from(image.data).filter(isColor));
  });
});
