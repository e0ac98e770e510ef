// A process of its own, in the place of the page's worker: runs a case so often, and tells each.
import { measuredRun, shaded, type Measured } from './measured-run';
import { nextTask } from '../../support/wait';
import type { PageWork } from './page-process';

async function main(): Promise<void> {
  const { one, url, turns } = JSON.parse(process.argv[2] ?? '') as PageWork;
  const source = shaded(one.size, one.depth);
  const runs: Measured[] = [];
  for (let turn = 0; turn < turns; turn++) {
    runs.push(await measuredRun(one, source, url, turn));
    // Connections that the server has closed meanwhile are noticed.
    for (let task = 0; task < 10; task++) await nextTask();
  }
  process.send?.(runs);
}

void main();
