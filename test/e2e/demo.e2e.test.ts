import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode, encode } from 'fast-png';
import { layerNamed, maskOn, readSaved } from '../hosts/contract/saved';
import { ellipseOnLines, largestDifference } from './shapes';

jest.setTimeout(240_000);

const ROOT = path.resolve(__dirname, '../..');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** `npm run demo`, as the command line starts it. */
async function demo(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['scripts/demo.mjs', ...args], { cwd: ROOT });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (said += text.toString()));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, said };
}

/** An opaque photograph's upper left corner in a wider, transparent picture. */
async function picture(width: number, height: number, opaque: number): Promise<string> {
  const cat = decode(await readFile(path.join(ROOT, 'test/fixtures/photos/cat-chelsea.png')));
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < opaque; x++) {
      const from = (y * cat.width + (x % cat.width)) * cat.channels;
      data.set([...cat.data.subarray(from, from + 3), 255], (y * width + x) * 4);
    }
  }
  const file = path.join(folder, 'picture.png');
  await writeFile(file, encode({ width, height, data, channels: 4, depth: 8 }));
  return file;
}

test('writes the layer under its mask, both pictures and a report; the mask is exact where the view is small', async () => {
  const size = { width: 4000, height: 80 };
  const box = { x: 1003, y: 21, width: 45, height: 38 };
  const out = path.join(folder, 'out');
  const { code, said } = await demo(
    ...['--in', await picture(size.width, size.height, size.width), '--device', 'wasm'],
    ...['--select', `ellipse:${Object.values(box).join()}`, '--out', out],
  );
  expect([code, said]).toEqual([0, expect.stringContaining('Wrote ')]);
  expect((await readdir(out)).sort()).toEqual([
    'after.png',
    'before.png',
    'report.json',
    'result.psd',
  ]);

  const document = readSaved(await readFile(path.join(out, 'result.psd')));
  expect(document).toMatchObject(size);
  const { mask } = layerNamed(document, 'Restored 2x (Fast)');
  const whole = { x: 0, y: 0, ...size };
  const ellipse = ellipseOnLines(box, whole, 16);
  expect(largestDifference(maskOn(mask!, whole), ellipse)).toBeLessThanOrEqual(1);

  const [before, after] = await Promise.all(
    ['before.png', 'after.png'].map(async (name) => decode(await readFile(path.join(out, name)))),
  );
  expect(after).toMatchObject(size);
  expect(Buffer.compare(before!.data as Uint8Array, after!.data as Uint8Array)).not.toBe(0);

  const report = JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8')) as unknown;
  expect(report).toMatchObject({
    options: { host: 'standalone', engine: 'fast', device: 'wasm', supir: null },
    layer: 'Restored 2x (Fast)',
    restorer: 'fast',
    device: 'wasm',
    scale: 2,
    mode: 'in-place',
    notices: [],
    demoMs: { run: expect.any(Number) as number, total: expect.any(Number) as number },
  });
});

test('a run that fails ends with the code and the words of the panel, and writes nothing', async () => {
  const out = path.join(folder, 'out');
  const { code, said } = await demo(
    ...['--in', await picture(64, 48, 20), '--device', 'wasm'],
    ...['--select', 'rect:40,30,10,10', '--out', out],
  );
  expect(said).toContain(
    'selection-outside-layer: The active layer has no pixels inside the selection.',
  );
  expect(code).toBe(1);
  expect(await readdir(folder)).toEqual(['picture.png']);
});
