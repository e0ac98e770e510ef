import { openFile } from '../../../../src/hosts/standalone/open/open';
import type { Opened } from '../../../../src/hosts/standalone/open/opened';
import { fault } from '../../icc/fixtures';
import { decodeWithJpegJs } from '../pictures';

const open = (bytes: Uint8Array): Promise<Opened> =>
  openFile(bytes, 'd', 'p.jpg', decodeWithJpegJs);

/** The middles of patches of 16 pixels in a row. */
function patches({ document }: Opened): number[][] {
  const [layer] = document.layers;
  if (layer?.children !== null) throw new Error('one layer expected');
  const { width, data } = layer.raster!.load();
  return Array.from({ length: width / 16 }, (_, i) => {
    const at = (8 * width + 16 * i + 8) * 4;
    return [...data.slice(at, at + 3)];
  });
}

function worst(a: number[][], b: number[][]): number {
  return Math.max(...a.flat().map((value, i) => Math.abs(value - b.flat()[i]!)));
}

/** littleCMS, perceptual intent. */
const PERCEPTUAL = [
  [0, 152, 217],
  [213, 0, 122],
  [242, 221, 0],
  [29, 29, 29],
  [132, 160, 203],
  [245, 229, 141],
];

test('CMYK goes through its profile', async () => {
  const opened = await open(fault('05-cmyk-jpeg/cmyk-with-profile.jpg'));
  expect(worst(patches(opened), PERCEPTUAL)).toBeLessThanOrEqual(2);
  expect(opened.document.iccProfile).toBeNull();
  expect(opened.document.notices).toEqual([
    { code: 'converted-to-rgb', detail: 'CMYK (Test press CMYK)' },
  ]);
});
