// npm run bench -- mid-size: one restoration step on wasm against the native runtime, and what the sampler costs.
import { openTestPage } from '../../scripts/lib/browser/test-page';
import { readManifest } from '../weights/manifest-file';
import { runNatively } from './mid-size/native';
import { midSizeFiles, midSizeStep } from './mid-size/network';
import type { MidSizePage } from './mid-size/page/entry';
import { fixed, percent, printIntroduction, printTable } from './table';

const THREADS = 2;
const RUNS = 3;
const SAMPLER_STEPS = 4;
const OUTSIDE_AIM = 0.02;

async function main(): Promise<void> {
  printIntroduction('mid-size', "SUPIR's step with 64 instead of 320 channels, 512², both prompts");
  const manifests = { sdxl: readManifest('sdxl-base.json'), supir: readManifest('supir-v0.json') };
  const graph = midSizeStep(midSizeFiles(manifests));
  const gigaflops = (2 * graph.multiplyAdds) / 1e9;
  console.log(`${fixed(gigaflops, 0)} GFLOP a step, ${graph.nodes.length} nodes`);

  const page = await openTestPage<MidSizePage>('test/bench/mid-size/page/entry.ts');
  try {
    const wasm = await page.call('runStep', { threads: THREADS, manifests, times: RUNS });
    const native = await runNatively(graph, THREADS, RUNS);
    const wasmBest = Math.min(...wasm.seconds);
    const nativeBest = Math.min(...native.seconds);
    printTable(
      `Best of ${RUNS}, ${THREADS} threads each`,
      ['runtime', 'seconds', 'GFLOP/s', 'ratio'],
      [
        [
          `onnxruntime-node ${native.version}`,
          fixed(nativeBest, 2),
          rate(gigaflops, nativeBest),
          '1',
        ],
        [
          'here, wasm',
          fixed(wasmBest, 2),
          rate(gigaflops, wasmBest),
          fixed(wasmBest / nativeBest, 2),
        ],
      ],
    );
    console.log(
      `Largest difference of the results ÷ their deviation: ${difference(wasm.output, native.output)}`,
    );

    const sampler = await page.call('runSampler', {
      threads: THREADS,
      manifests,
      times: SAMPLER_STEPS,
    });
    const outside = sampler.seconds - sampler.sessionSeconds;
    const share = outside / sampler.seconds;
    console.log(
      `\nOutside the session, a sampler run of ${sampler.steps} steps: ` +
        `${fixed((outside / sampler.steps) * 1e3, 1)} ms a step of ${fixed(sampler.seconds / sampler.steps, 2)} s, ` +
        `${percent(share)} (aim ≤ ${percent(OUTSIDE_AIM)}: ${share <= OUTSIDE_AIM ? 'ok' : 'missed'})`,
    );
  } finally {
    await page.close();
  }
}

function rate(gigaflops: number, seconds: number): string {
  return fixed(gigaflops / seconds, 0);
}

function difference(a: readonly number[], b: Float32Array): string {
  const mean = b.reduce((sum, value) => sum + value, 0) / b.length;
  const deviation = Math.sqrt(b.reduce((sum, value) => sum + (value - mean) ** 2, 0) / b.length);
  if (a.length !== b.length || !(deviation > 0)) throw new Error('the results cannot be compared');
  const worst = b.reduce((most, value, i) => Math.max(most, Math.abs(value - (a[i] ?? NaN))), 0);
  return (worst / deviation).toExponential(1);
}

void main();
