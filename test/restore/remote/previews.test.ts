import { createImage, type Image8 } from '../../../src/core/image';
import { encodePng } from '../../../src/pixels/png/encode-png';
import { oneAtATime } from '../../../src/restore/remote/decode-preview';
import { previewSize } from '../../../src/restore/remote/preview-size';

/** The least that names a size: start, one table, the frame's header. */
function jpeg(width: number, height: number): Uint8Array {
  const table = [0xff, 0xdb, 0, 4, 0, 0];
  const sizes = [height >> 8, height & 255, width >> 8, width & 255];
  return Uint8Array.of(0xff, 0xd8, ...table, 0xff, 0xc0, 0, 11, 8, ...sizes, 1, 1, 0x11, 0);
}

/** The start of a file of another format, which says 1 × 1 where a PNG would say its size. */
function disguised(start: string): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set(new TextEncoder().encode(start));
  new DataView(bytes.buffer).setUint32(16, 1);
  new DataView(bytes.buffer).setUint32(20, 1);
  return bytes;
}

test('previews say their size before they are decoded', async () => {
  const png = await encodePng(createImage({ width: 3, height: 2 }, 8));
  expect(previewSize(png, 'png')).toEqual({ width: 3, height: 2 });
  expect(previewSize(jpeg(640, 480), 'jpeg')).toEqual({ width: 640, height: 480 });
});

test('a file of another format than it is sent as has no size', async () => {
  for (const start of ['GIF89a', 'BM', 'RIFF    WEBPVP8X', '\0\0\0\u0020ftypavif']) {
    expect(previewSize(disguised(start), 'png')).toBeNull();
    expect(previewSize(disguised(start), 'jpeg')).toBeNull();
  }
  const png = await encodePng(createImage({ width: 3, height: 2 }, 8));
  expect(previewSize(png, 'jpeg')).toBeNull();
  expect(previewSize(jpeg(1, 1), 'png')).toBeNull();
  expect(previewSize(new Uint8Array(), 'png')).toBeNull();
  expect(previewSize(new Uint8Array(), 'jpeg')).toBeNull();
});

test('of a flood of previews one is decoded at a time, and the next when it is done', async () => {
  const image: Image8 = createImage({ width: 1, height: 1 }, 8) as Image8;
  const ends: ((image: Image8) => void)[] = [];
  const decode = oneAtATime(() => new Promise((resolve) => ends.push(resolve)));
  const bytes = new Uint8Array();
  const first = decode(bytes, 'png');
  for (let i = 0; i < 100; i++) expect(await decode(bytes, 'png')).toBeNull();
  expect(ends).toHaveLength(1);
  ends[0]!(image);
  expect(await first).toBe(image);
  void decode(bytes, 'png');
  expect(ends).toHaveLength(2);
});
