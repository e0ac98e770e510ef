import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode } from 'fast-png';
import type { Size } from '../../src/core/geometry';
import { layerNamed, maskOn, readSaved } from '../hosts/contract/saved';
import {
  opaqueNoise,
  paintedLayer,
  pngBytes,
  psdBytes,
  type Paint,
} from '../emulators/photopea/painted-documents';
import { tinyCheckpoint } from '../restore/supir/tiny-checkpoint';
import { TINY_LORA_BYTES } from '../restore/supir/tiny-lora';
import { ellipseOnLines, largestDifference } from './shapes';

jest.setTimeout(240_000);

const ROOT = path.resolve(__dirname, '../..');
const TINY = path.join(ROOT, 'test/fixtures/supir-tiny');
const SDXL = 'weights/sdxl.f16.safetensors';

/** A JSON file of the repository. */
const readJson = (...parts: readonly string[]): Promise<unknown> =>
  readFile(path.join(ROOT, ...parts), 'utf8').then(JSON.parse);

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
async function demo(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, ['scripts/demo.mjs', ...args], { cwd: ROOT, env });
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

/** A strip of the same photograph again and again. */
async function strip({ width, height }: Size): Promise<string> {
  const cat = decode(await readFile(path.join(ROOT, 'test/fixtures/photos/cat-chelsea.png')));
  const paint: Paint = (x, y) => {
    const at = (y * cat.width + (x % cat.width)) * cat.channels;
    return [cat.data[at]!, cat.data[at + 1]!, cat.data[at + 2]!, 255];
  };
  return file('picture.png', pngBytes(width, height, paint));
}

async function file(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(path.join(folder, name), bytes);
  return path.join(folder, name);
}

test('writes the layer under its mask, both pictures and a report; the mask is exact where a pixel of the page is several', async () => {
  const size = { width: 4000, height: 80 };
  const box = { x: 1003, y: 21, width: 45, height: 38 };
  const out = path.join(folder, 'out');
  const { code, said } = await demo([
    ...['--in', await strip(size), '--device', 'wasm'],
    ...['--select', `ellipse:${Object.values(box).join()}`, '--out', out],
    ...['--try-at', '1025,40', '--adjust', 'strength=60,colors=wavelet'],
    '--save-results',
  ]);
  expect([code, said]).toEqual([0, expect.stringContaining('Wrote ')]);
  expect((await readdir(out)).sort()).toEqual([
    'after.png',
    'before.png',
    'report.json',
    'result-1.png',
    'result.psd',
  ]);
  const saved = decode(await readFile(path.join(out, 'result-1.png')));
  expect(saved).toMatchObject({ width: box.width, height: box.height, channels: 4 });

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

  // What was built, and of which version; the page has to say so itself.
  const { version } = (await readJson('package.json')) as { readonly version: string };
  const { build } = (await readJson('dist', 'web', 'precache.json')) as { readonly build: string };
  const report = JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8')) as unknown;
  expect(report).toMatchObject({
    options: { host: 'standalone', engine: 'fast', device: 'wasm', supir: null },
    engine: 'fast',
    version,
    build,
    layer: 'Restored 2x (Fast)',
    restorer: 'fast',
    device: 'wasm',
    scale: 2,
    mode: 'in-place',
    notices: [],
    // The run takes over what was tried.
    networkMs: 0,
    tried: { restorer: 'fast', device: 'wasm', tiles: 1 },
    adjusted: { strength: 0.6, detail: 1, colorFix: 'wavelet' },
    demoMs: { run: expect.any(Number) as number, total: expect.any(Number) as number },
  });
});

/** Everything before the first step. */
const BEFORE_STEPS = ['text', 'denoise-encode', 'stage1-decode', 'stage1-encode'];

test.each([
  ['standalone', 'webgpu', '--steps 1', /^Restored 1x \(SUPIR\)$/],
  ['photopea', 'wasm', '--steps 1', /^Restored 1x \(SUPIR\)$/],
  ['photoshop', 'wasm', '--steps 12 --stop-after 1', /^Restored 1x \(SUPIR, step [2-9]\)$/],
] as const)(
  'a second run in %s on %s with %s restores the same layer again: it skips all but the steps',
  async (host, device, steps, layer) => {
    // All that SUPIR sees: a network's pictures of 256 pixels take the software adapter minutes.
    const picture = await file('small.png', pngBytes(64, 64, opaqueNoise));
    const { code, said } = await demo([
      ...['--in', picture, '--scale', '1'],
      ...['--restorer', 'supir', '--config', path.join(TINY, 'config.json')],
      ...['--supir', path.join(TINY, 'weights/supir.f16.safetensors')],
      ...['--sdxl', path.join(TINY, SDXL)],
      ...['--host', host, '--device', device, '--runs', '2', ...steps.split(' ')],
      ...['--select', 'ellipse:26,27,12,10', '--save-results', '--out', folder],
    ]);
    expect([code, said]).toEqual([0, expect.stringContaining('Wrote ')]);
    for (const name of ['result-1.png', 'result-2.png']) {
      const saved = decode(await readFile(path.join(folder, name)));
      expect(saved).toMatchObject({ width: 12, height: 10, channels: 4 });
    }
    expect(said).toMatch(/^Run 1: [\d,]+ bytes read, parts skipped: none$/m);
    // The processor's heap takes the step's weights anew for each run.
    const bytes = device === 'webgpu' ? '0' : '[\\d,]+';
    const second = `^Run 2: ${bytes} bytes read, parts skipped: ${BEFORE_STEPS.join(', ')}$`;
    expect(said).toMatch(new RegExp(second, 'm'));

    const report = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8')) as Runs;
    expect(report.runs.map(({ supir }) => supir.skipped)).toEqual([[], BEFORE_STEPS]);
    expect(report.runs[1]!.supir.readBytes > 0).toBe(device === 'wasm');
    // Both results over their source, which is as it was.
    const { layers } = readSaved(await readFile(path.join(folder, 'result.psd')));
    expect(layers.map(({ name }) => name.replace(/ copy$/, ''))).toEqual([
      expect.any(String),
      expect.stringMatching(layer),
      expect.stringMatching(layer),
    ]);
  },
  600_000,
);

interface Runs {
  readonly runs: readonly {
    readonly supir: { readonly skipped: readonly string[]; readonly readBytes: number };
  }[];
}

/** Every pixel is of its place, and resizing leaves it about as it is. */
const slopes: Paint = (x, y) => [x, 2 * y, 100, 255];

test.each(['standalone', 'photopea', 'photoshop'])(
  'a server restores in %s: what it makes of the picture comes back in its place, under its mask',
  async (host) => {
    const size = { width: 256, height: 128 };
    const box = { x: 101, y: 31, width: 60, height: 50 };
    const { code, said } = await demo([
      ...['--restorer', 'remote', '--host', host, '--out', folder],
      ...['--in', await file('slopes.png', pngBytes(size.width, size.height, slopes))],
      ...['--select', `rect:${Object.values(box).join()}`],
      ...['--min-size', '64', '--steps', '2', '--seed', '0', '--color-fix', 'none'],
    ]);
    expect([code, said]).toEqual([0, expect.stringContaining('Wrote ')]);
    const saved = readSaved(await readFile(path.join(folder, 'result.psd')));
    const layer = saved.layers.find(({ name }) => name.startsWith('Restored 2x (ComfyUI)'))!;
    expect(layer.rect).toEqual(box);
    expect(maskOn(layer.mask!, box).every((value) => value === 255)).toBe(true);
    // By default the emulated server inverts, and darkens by seed and steps.
    const apart = Array.from(layer.pixels, (value, i) => {
      const [x, y] = [(i >> 2) % box.width, Math.floor((i >> 2) / box.width)];
      const was = slopes(x + box.x, y + box.y)[i % 4]!;
      return Math.abs(value - (i % 4 === 3 ? 255 : (255 - was) * (1 - 2 / 256)));
    });
    expect(Math.max(...apart)).toBeLessThanOrEqual(4);
    const report = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8')) as unknown;
    expect(report).toMatchObject({ restorer: 'remote', remote: { steps: 2, seed: 0 } });
  },
);

test('a run that fails at once ends with the code and the words of the panel, and writes nothing', async () => {
  // The upper layer, which is the active one, ends left of the selection.
  const layers = [
    paintedLayer('photo', 64, 48, opaqueNoise),
    paintedLayer('detail', 20, 20, opaqueNoise),
  ];
  const psd = await file('layers.psd', psdBytes({ width: 64, height: 48, children: layers }));
  const { code, said } = await demo([
    ...['--in', psd, '--device', 'wasm', '--select', 'rect:40,30,10,10'],
    ...['--out', path.join(folder, 'out')],
  ]);
  expect(said).toContain(
    'selection-outside-layer: The active layer has no pixels inside the selection.',
  );
  expect(code).toBe(1);
  expect(await readdir(folder)).toEqual(['layers.psd']);
});

interface Cancelled {
  /** Steps. */
  readonly wentOnAfter: number;
}

test('SUPIR runs from a checkpoint of PyTorch, with a LoRA; cancelled, it goes on to its last step', async () => {
  const out = path.join(folder, 'out');
  const supir = await file('SUPIR-v0Q.ckpt', tinyCheckpoint('supir.f16.safetensors'));
  const lora = await file('film.safetensors', TINY_LORA_BYTES);
  const { code, said } = await demo([
    ...['--restorer', 'supir', '--supir', supir, '--sdxl', path.join(TINY, SDXL)],
    ...['--lora', lora, '--lora-strength', '0.75', '--config', path.join(TINY, 'config.json')],
    ...['--scale', '1', '--steps', '8', '--seed', '1', '--device', 'wasm', '--out', out],
    ...['--cancel-after', '1', '--go-on'],
  ]);
  expect([code, said]).toEqual([0, expect.stringContaining('Wrote ')]);
  const report = JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8')) as Cancelled;
  expect(report).toMatchObject({
    model: 'SUPIR-v0Q.ckpt + sdxl.f16.safetensors + film.safetensors × 0.75',
    layer: 'Restored 1x (SUPIR)',
  });
  expect(report.wentOnAfter).toBeGreaterThanOrEqual(1);
  expect(report.wentOnAfter).toBeLessThan(8);
});

test('a model file under the flag of another ends it before the browser is started', async () => {
  const sdxl = path.join(TINY, SDXL);
  const supir = await file('model.ckpt', tinyCheckpoint('supir.f16.safetensors'));
  const { code, said } = await demo(
    [
      ...['--restorer', 'supir', '--supir', sdxl, '--sdxl', supir, '--lora', sdxl],
      ...['--device', 'wasm', '--out', path.join(folder, 'out')],
    ],
    // No browser: starting it would end in other words.
    { CHROMIUM: process.execPath },
  );
  expect([code, said.trim().split('\n')]).toEqual([
    1,
    [
      `--supir ${sdxl} is an SDXL checkpoint, which --sdxl takes.`,
      `--sdxl ${supir} is a SUPIR file, which --supir takes.`,
      `--lora ${sdxl} is an SDXL checkpoint, which --sdxl takes.`,
    ],
  ]);
  expect(await readdir(folder)).toEqual(['model.ckpt']);
});

test('a browser that does not start ends it too', async () => {
  const { code, said } = await demo(['--device', 'wasm'], { CHROMIUM: process.execPath });
  expect([code, said]).toEqual([1, expect.stringContaining(process.execPath)]);
});
