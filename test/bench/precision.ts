// npm run bench -- precision: what 16-bit floats cost each operator of SUPIR's step on WebGPU.
import { openTestPage } from '../../scripts/lib/browser/test-page';
import type { PrecisionPage } from './precision/page';
import { fixed, printIntroduction, printTable } from './table';

async function main(): Promise<void> {
  printIntroduction('precision', 'errors of operators in 16-bit floats on WebGPU');
  const page = await openTestPage<PrecisionPage>('test/bench/precision/page.ts', { webgpu: true });
  try {
    const measured = await page.call('measure');
    if (measured === null) {
      console.log('This adapter has no 16-bit floats: nothing to measure.');
      return;
    }
    printTable(
      `Adapter ${measured.label}; errors ÷ deviation of the 32-bit result`,
      ['operator', 'products a sum', 'rms', 'largest', 'rms ÷ that of rounding the result once'],
      measured.errors.map(({ name, products, rms, max, roundedRms }) => [
        name,
        products ?? '–',
        rms.toExponential(1),
        max.toExponential(1),
        fixed(rms / roundedRms, 1),
      ]),
    );
  } finally {
    await page.close();
  }
}

void main();
