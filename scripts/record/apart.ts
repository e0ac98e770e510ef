import { fork } from 'node:child_process';
import path from 'node:path';

/**
 * A module's work by itself: the runtime belongs to the first device of its process. Arguments and
 * result are what JSON can hold.
 */
export type Work<Args, Result> = (args: Args) => Promise<Result>;

/** What a process tells in the end. */
export type Answer<Result> = { readonly result: Result } | { readonly error: string };

const CHILD = path.join(__dirname, 'child.ts');

/** The optimising compiler would need a minute for the runtime's wasm and save less. */
const WASM_FLAGS = ['--liftoff', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/**
 * Calls the function `work` that `file` exports (a `Work`), in a process of its own.
 *
 * @throws Error with the stack of what went wrong there
 */
export function workApart<Args, Result>(file: string, args: Args): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, [path.resolve(file), JSON.stringify(args)], {
      execArgv: ['--import', 'tsx', ...WASM_FLAGS],
    });
    let answer: Answer<Result> | null = null;
    child.on('message', (message) => {
      answer = message as Answer<Result>;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (answer === null) reject(new Error(`${file} ended with ${code ?? signal}`));
      else if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer.result);
    });
  });
}
