// Started by apart.ts: node … child.ts FILE ARGUMENTS
import { pathToFileURL } from 'node:url';
import type { Answer } from './apart';

const [, , file = '', args = '[]'] = process.argv;

async function answer(): Promise<Answer<unknown>> {
  try {
    const { work } = (await import(pathToFileURL(file).href)) as {
      readonly work: (...args: unknown[]) => Promise<unknown>;
    };
    return { result: await work(...(JSON.parse(args) as unknown[])) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

// The runtime's handles outlive its last session.
void answer().then((told) => process.send?.(told, () => process.exit(0)));
