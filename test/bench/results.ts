// npm run bench -- results: what is done with results, finished and unfinished.
import { printKeeping } from './results/keeping';
import { printResuming } from './results/resuming';
import { printIntroduction } from './table';

async function main(): Promise<void> {
  printIntroduction('results', 'results, finished and unfinished, in Node');
  await printKeeping();
  await printResuming();
}

void main();
