import { openStandalone } from '../../scripts/demo/standalone';
import { handmadePsd } from '../psd/handmade';
import { groupedPhoto } from './documents';
import { failure, openInTab, startShipped, type Shipped } from './shipped';

jest.setTimeout(240_000);

let shipped: Shipped;
beforeAll(async () => {
  shipped = await startShipped();
});
afterAll(() => shipped.close());
afterEach(() => shipped.closeTabs());

const MODE = 25;
const DEPTH = 23;

function flat(change: Readonly<Record<number, number>>): Uint8Array {
  const bytes = handmadePsd({ width: 60, height: 40, depth: 8, packing: 'raw', layers: [] });
  for (const [at, value] of Object.entries(change)) bytes[Number(at)] = value;
  return bytes;
}

describe('files that cannot be opened', () => {
  const text = Buffer.from('This is no picture at all, whatever it is called.');
  const FILES = [
    ['empty.psd', Buffer.alloc(0), ['file-empty']],
    ['text.png', text, ['file-type-unknown']],
    ['cut.psd', groupedPhoto().subarray(0, 9000), ['psd-truncated']],
    ['cmyk.psd', flat({ [MODE]: 4 }), ['psd-unsupported-mode']],
    ['indexed.psd', flat({ [MODE]: 2 }), ['psd-unsupported-mode']],
    ['bitmap.psd', flat({ [MODE]: 0, [DEPTH]: 1 }), ['psd-unsupported-mode']],
  ] as const;

  it('each end in a named error and leave the open document', async () => {
    const page = await shipped.tab();
    const codes: [string, string][] = [];
    for (const [name, bytes] of FILES) {
      const session = await openStandalone(page, shipped.url);
      await page.locator('#upscale:not([disabled])').waitFor();
      const open = await page.locator('#document-name').innerText();
      codes.push([name, await failure(session.open(await shipped.file(name, bytes)))]);
      expect(await page.locator('#document-name').innerText()).toBe(open);
    }
    expect(codes).toEqual(FILES.map(([name, , [code]]) => [name, code]));
  });

  it('but a picture of 30,000 pixels in width can', async () => {
    const bytes = handmadePsd({ width: 30_000, height: 3, depth: 8, packing: 'raw', layers: [] });
    const session = await openInTab(shipped, 'wide.psd', bytes);
    expect((await session.savePsd()).equals(bytes)).toBe(true);
  });
});
