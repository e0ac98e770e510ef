// npm run bench -- results: what is done with finished results.
import { printAdjusting } from './results/adjusting';
import { printIntroduction } from './table';

async function main(): Promise<void> {
  printIntroduction('results', 'adjusting a finished result, one thread, in Node');
  await printAdjusting();
}

void main();
