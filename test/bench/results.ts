// npm run bench -- results: what is done with finished results.
import { printAdjusting } from './results/adjusting';
import { printKeeping } from './results/keeping';
import { printIntroduction } from './table';

async function main(): Promise<void> {
  printIntroduction('results', 'finished results, one thread, in Node');
  await printAdjusting();
  await printKeeping();
}

void main();
