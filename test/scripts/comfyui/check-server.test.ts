import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { compare } from '../../../scripts/comfyui/compare';
import { parseCheckOptions } from '../../../scripts/comfyui/options';
import { UsageError } from '../../../scripts/demo/values';
import { createImage } from '../../../src/core/image';
import { emulated, stopServers } from '../../comfyui/emulated';
import { PERSONAS } from '../../emulators/comfyui/personas';

afterEach(stopServers);

const MAIN = path.resolve(__dirname, '../../../scripts/comfyui/main.ts');

async function check(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args]);
  let out = '';
  let errors = '';
  child.stdout.on('data', (part) => (out += String(part)));
  child.stderr.on('data', (part) => (errors += String(part)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, errors };
}

test('a server with models is checked by one run, whose numbers are printed', async () => {
  const comfy = await emulated(PERSONAS.politeProxy);
  const { code, out } = await check(
    ...[comfy.url, '--header', 'Authorization: Bearer emulated-token'],
    ...['--sdxl', 'sd_xl_base_1.0.safetensors', '--side', '64', '--steps', '2'],
  );
  expect(code).toBe(0);
  for (const told of ['"version": "0.33.0"', 'SUPIR-v0Q_fp16', '"psnr"', '"shift"', '"steps": 2']) {
    expect(out).toContain(told);
  }
  expect(out).not.toContain('emulated-token');
  expect(comfy.queue().history).toEqual([]);
});

test('without models the protocol is checked; a comparison that cannot be made is a failure', async () => {
  const comfy = await emulated(PERSONAS.noFiles);
  expect(await check(comfy.url)).toMatchObject({ code: 0, out: expect.stringContaining('No run') });
  const local = ['--local-supir', 'a.safetensors', '--local-sdxl', 'b.safetensors'];
  expect((await check(comfy.url, ...local)).code).toBe(1);
});

test('what stands in the way, and what is no server, is 1; a wrong command line is 2', async () => {
  const comfy = await emulated(PERSONAS.tokenProxy);
  const refused = await check(comfy.url);
  expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('comfy-sign-in')]);
  const wrong = await check();
  expect([wrong.code, wrong.errors]).toEqual([2, expect.stringContaining('npm run comfyui')]);
});

test('the command line', () => {
  expect(parseCheckOptions(['--help'])).toBeNull();
  expect(parseCheckOptions(['http://a:1', '--header', 'A: 1', '--header', 'B: 2'])).toEqual({
    url: 'http://a:1',
    headers: 'A: 1\nB: 2',
    supir: null,
    sdxl: null,
    local: null,
    side: 256,
    steps: 8,
  });
  for (const wrong of [
    [],
    ['a', 'b'],
    ['a', '--steps', '0'],
    ['a', '--side', '1000'],
    ['a', '--what'],
    ['a', '--local-supir', 'x'],
    ['a', '--local-config', 'x'],
  ]) {
    expect(() => parseCheckOptions(wrong)).toThrow(UsageError);
  }
});

test('a comparison tells distance and shift of the colours, and leaves alpha out', () => {
  const a = createImage({ width: 2, height: 1 }, 8);
  const b = createImage({ width: 2, height: 1 }, 8);
  b.data.set([2, 0, 0, 255, 0, 0, 4, 9]);
  expect(compare(a, a)).toEqual({ psnr: null, difference: 0, shift: [0, 0, 0] });
  const { psnr, difference, shift } = compare(a, b);
  expect(psnr).toBeCloseTo(10 * Math.log10((255 ** 2 * 6) / 20), 6);
  expect([difference, ...shift]).toEqual([1, 1, 0, 2]);
  expect(() => compare(a, createImage({ width: 1, height: 2 }, 8))).toThrow(RangeError);
});
