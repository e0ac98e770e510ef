import { unzipSync } from 'fflate';
import { packZip, type PackedFile } from '../../scripts/package/zip';

const FILES: readonly PackedFile[] = ['page/index.html', 'manifest.json', 'icons/dark.png'].map(
  (path, i) => ({ path, bytes: new Uint8Array(5000).fill(i) }),
);

describe('packZip', () => {
  it('gives the same bytes whatever the order and the time', () => {
    const first = packZip(FILES);
    jest.useFakeTimers({ now: new Date(2031, 5, 6, 7, 8, 9) });
    const second = packZip(FILES.toReversed());
    jest.useRealTimers();
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('holds the files and no folders, sorted', () => {
    const found = unzipSync(packZip(FILES));
    expect(Object.keys(found)).toEqual(['icons/dark.png', 'manifest.json', 'page/index.html']);
    for (const { path, bytes } of FILES) expect(found[path]).toEqual(bytes);
  });

  it.each(['page\\index.html', '/manifest.json'])('refuses %s', (path) => {
    expect(() => packZip([{ path, bytes: new Uint8Array(1) }])).toThrow(RangeError);
  });
});
