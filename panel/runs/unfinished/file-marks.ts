import { createSHA256 } from 'hash-wasm';
import { readRange } from '../../../src/model-files/read-range';
import type { LoraChoice } from '../../../src/restore/request';
import type { ModelFile } from '../../../src/weights/model-file';
import { keptName } from '../../store/kept-name';
import type { FileMark, UnfinishedRuns } from '../../store/unfinished';

/** One MiB together, which is read in a fraction of a second also from a slow disk's cache. */
const SAMPLES = 256;
const SAMPLE_BYTES = 4096;

/** Marks the files of a run. @throws ModelError `model-file-unreadable` */
export const fileMarks: UnfinishedRuns['marks'] = async ({ supir, sdxl, lora }) => ({
  supir: await markOf(supir),
  sdxl: await markOf(sdxl),
  lora: lora && (await markOfLora(lora)),
});

async function markOfLora({ file, strength }: LoraChoice) {
  return { ...(await markOf(file)), strength };
}

/**
 * A mark that tells files apart without reading gigabytes: pieces from its first byte to its last.
 * Two checkpoints of one architecture have the same length, and nearly the same header.
 */
async function markOf(file: ModelFile): Promise<FileMark> {
  const { name, blob } = file;
  const hash = await createSHA256();
  hash.init();
  for (const [from, length] of samplesOf(blob.size)) {
    hash.update(await readRange(file, from, length, UNCANCELLED));
  }
  return { name: keptName(name), byteLength: blob.size, samples: hash.digest('hex') };
}

/** From where, and how much, of a file of so many bytes: all of a small one. */
function samplesOf(size: number): readonly (readonly [from: number, length: number])[] {
  if (size <= SAMPLES * SAMPLE_BYTES) return [[0, size]];
  const last = size - SAMPLE_BYTES;
  return Array.from(
    { length: SAMPLES },
    (_, i) => [Math.floor((last * i) / (SAMPLES - 1)), SAMPLE_BYTES] as const,
  );
}

const UNCANCELLED = new AbortController().signal;

/** Whether two files are the same, whatever they are called. */
export function isSameFile(a: FileMark, b: FileMark): boolean {
  return a.byteLength === b.byteLength && a.samples === b.samples;
}
