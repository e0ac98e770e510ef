import { fork } from 'node:child_process';
import path from 'node:path';

/**
 * A module's work by itself: the runtime belongs to the first device of its process. Arguments and
 * result are what JSON can hold.
 */
export type Work = (...args: never[]) => Promise<unknown>;

type ResultOf<W extends Work> = Awaited<ReturnType<W>>;

/** What a process tells in the end. */
export type Answer<Result> = { readonly result: Result } | { readonly error: string };

const CHILD = path.join(__dirname, 'child.ts');

/** The optimising compiler would need a minute for the runtime's wasm and save less. */
export const WASM_FLAGS = ['--liftoff', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/**
 * Calls the function `work` that `file` exports, in a process of its own: `workApart<typeof work>`.
 *
 * @throws Error with the stack of what went wrong there
 */
export function workApart<W extends Work>(
  file: string,
  ...args: Parameters<W>
): Promise<ResultOf<W>> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, [path.resolve(file), JSON.stringify(args)], {
      execArgv: ['--import', 'tsx', ...WASM_FLAGS],
    });
    let answer: Answer<ResultOf<W>> | null = null;
    child.on('message', (message) => {
      answer = message as Answer<ResultOf<W>>;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (answer === null) reject(new Error(`${file} ended with ${code ?? signal}`));
      else if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer.result);
    });
  });
}
