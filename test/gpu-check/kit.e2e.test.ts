import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../../scripts/gpu-check/report';

const execute = promisify(execFile);
const ROOT = path.resolve(__dirname, '..', '..');
const TINY = path.join(ROOT, 'test', 'fixtures', 'supir-tiny');

jest.setTimeout(900_000);

/**
 * Packing fetches Dawn once, 51 MB from the package registry; \`npm run gpu-check\` or this variable
 * does that. Without it nothing of the kit could be tried.
 */
const isFetched =
  existsSync(path.join(ROOT, 'node_modules', '.cache', 'gpu-check')) ||
  process.env['GPU_CHECK'] === '1';
const describeKit = isFetched ? describe : describe.skip;

let folder: string;

describeKit('the packed kit', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gpu-check-'));
    const program = path.join(ROOT, 'scripts', 'gpu-check', 'main.ts');
    await execute(process.execPath, ['--import', 'tsx', program, '--pack', '--out', folder], {
      cwd: ROOT,
    });
    rmSync(path.join(folder, 'gpu-check'), { recursive: true });
    await execute('tar', ['-xJf', 'gpu-check.tar.xz'], { cwd: folder });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the archive holds all that a bare machine needs', () => {
    for (const file of ['README.md', 'run', 'node', 'scripts/gpu-check/torch_shapes.py']) {
      expect([file, existsSync(path.join(folder, 'gpu-check', file))]).toEqual([file, true]);
    }
  });

  test('it measures by itself; what a software adapter measured says so', async () => {
    const network = path.join(folder, 'tiny');
    mkdirSync(network);
    for (const name of ['sdxl', 'supir']) {
      const from = path.join(TINY, 'weights', `${name}.f16.safetensors`);
      copyFileSync(from, path.join(network, `${name}.safetensors`));
    }
    copyFileSync(path.join(TINY, 'config.json'), path.join(network, 'config.json'));

    const more = ['--side', '64', '--network', network, '--json', 'numbers.json'];
    const output = await runKit('encode', ...more);
    expect(output).toContain('SOFTWARE ADAPTER');
    const report = JSON.parse(readFileSync(path.join(folder, 'numbers.json'), 'utf8')) as Report;
    expect(report.adapter).toMatchObject({ architecture: 'swiftshader', isSoftware: true });
    expect(report.stages.map(({ stage, failure }) => [stage, failure])).toEqual([
      ['info', null],
      ['encode', null],
    ]);
    const figures = new Map(report.stages[1]!.figures.map(({ name, value }) => [name, value]));
    expect(figures.get('a picture')).toBeGreaterThan(0);
    expect(figures.get('kernels')).toBeGreaterThan(100);
    expect(figures.get('all kernels')).toBeGreaterThan(0);
    expect(figures.get('kernel Conv2dMM')).toBeGreaterThan(0);
    expect(figures.get('memory at most')).toBeGreaterThan(0);

    const again = await runKit('info', '--compare', 'numbers.json');
    expect(again).toContain('swiftshader');
  });

  test('a stage for which there is no time is left out by name', async () => {
    const output = await runKit('info', 'q8', '--minutes', '0.5', '--json', 'short.json');
    expect(output).toContain('Left out: q8');
  });

  test('without a graphics card it says so', async () => {
    const nothing = { VK_DRIVER_FILES: path.join(folder, 'no-driver.json') };
    const failure = await execute(path.join(folder, 'gpu-check', 'run'), ['info'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...nothing },
    }).then(
      () => null,
      (error: unknown) => error as { readonly code: number; readonly stdout: string },
    );
    expect(failure).toMatchObject({ code: 1 });
    expect(failure?.stdout).toContain('found no graphics adapter');
  });
});

/** With Chromium's own software adapter, and nothing else of this machine. */
async function runKit(...args: readonly string[]): Promise<string> {
  const { stdout } = await execute(
    path.join(folder, 'gpu-check', 'run'),
    [...args, '--software', chromiumFolder()],
    { cwd: folder, env: { PATH: process.env['PATH'] } },
  );
  return stdout;
}

/** Where the browser has its Vulkan loader and adapter. */
function chromiumFolder(): string {
  const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const folders = [path.dirname(realpathSync(program)), '/usr/lib/chromium'];
  const found = folders.find((one) => existsSync(path.join(one, 'vk_swiftshader_icd.json')));
  if (found === undefined) throw new Error(`no software adapter beside ${program}`);
  return found;
}
