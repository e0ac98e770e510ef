import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export type ToServer = 'count' | 'stop';

export interface Counted {
  /** Of each prompt, from taken out of the queue to told to be over, milliseconds. */
  readonly busyMs: readonly number[];
}

export type FromServer =
  { readonly type: 'started'; readonly url: string } | ({ readonly type: 'counted' } & Counted);

export interface ServerProcess {
  readonly url: string;
  count(): Promise<Counted>;
  stop(): Promise<void>;
}

/** Starts an emulated server in a process of its own, on which a prompt takes `runMs`. */
export async function startServerProcess(runMs: number, steps: number): Promise<ServerProcess> {
  const child = fork(path.join(__dirname, 'server.ts'), [String(runMs), String(steps)], {
    execArgv: ['--import', 'tsx'],
  });
  const heard = async (): Promise<FromServer> => {
    const [message] = (await once(child, 'message')) as [FromServer];
    return message;
  };
  const first = await heard();
  if (first.type !== 'started') throw new Error('the server did not start');
  const say = (message: ToServer): void => void child.send(message);
  return {
    url: first.url,
    async count() {
      const answer = heard();
      say('count');
      const told = await answer;
      if (told.type !== 'counted') throw new Error('the server did not count');
      return told;
    },
    async stop() {
      const ended = once(child, 'exit');
      say('stop');
      await ended;
    },
  };
}
