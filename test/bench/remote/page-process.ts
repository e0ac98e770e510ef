import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { Measured, RemoteCase } from './measured-run';
import { startServerProcess } from './server-process';

export interface PageWork {
  readonly one: RemoteCase;
  readonly url: string;
  readonly turns: number;
}

export interface Turn extends Measured {
  readonly outsideMs: number;
}

/** Runs cases with code as the panel has it, in one file. */
export interface Pages {
  /** Each turn of a case, in one process. */
  run(one: RemoteCase, turns: number): Promise<readonly Turn[]>;
  close(): Promise<void>;
}

export async function bundlePages(): Promise<Pages> {
  // Inside the project, so that packages are found.
  const folder = await mkdtemp(path.join(__dirname, '../../../node_modules/.bench-'));
  const outfile = path.join(folder, 'page.cjs');
  await build({
    entryPoints: [path.join(__dirname, 'page.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  return {
    async run(one, turns) {
      const server = await startServerProcess(one.runMs, one.steps);
      const work: PageWork = { one, url: server.url, turns };
      const page = fork(outfile, [JSON.stringify(work)], { execArgv: ['--expose-gc'] });
      try {
        const failed = once(page, 'exit').then(() => null);
        const told = await Promise.race([once(page, 'message'), failed]);
        if (told === null) throw new Error('the run has failed');
        const [runs] = told as [readonly Measured[]];
        const { busyMs } = await server.count();
        return runs.map((run, i) => {
          const own = busyMs.slice(i * run.tiles, (i + 1) * run.tiles);
          return { ...run, outsideMs: run.totalMs - own.reduce((sum, ms) => sum + ms, 0) };
        });
      } finally {
        await server.stop();
      }
    },
    close: () => rm(folder, { recursive: true }),
  };
}
