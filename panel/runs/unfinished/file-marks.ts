import { createSHA256 } from 'hash-wasm';
import type { LoraChoice } from '../../../src/restore/request';
import type { ModelFile } from '../../../src/weights/model-file';
import { keptName } from '../../store/kept-name';
import type { FileMark, UnfinishedRuns } from '../../store/unfinished';

const SAMPLES = 16;
const SAMPLE_BYTES = 4096;

/** Marks the files of a run. @throws DOMException where one cannot be read any more */
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
async function markOf({ name, blob }: ModelFile): Promise<FileMark> {
  const hash = await createSHA256();
  hash.init();
  const last = Math.max(0, blob.size - SAMPLE_BYTES);
  for (let i = 0; i < SAMPLES; i++) {
    const from = Math.floor((last * i) / (SAMPLES - 1));
    hash.update(new Uint8Array(await blob.slice(from, from + SAMPLE_BYTES).arrayBuffer()));
  }
  return { name: keptName(name), byteLength: blob.size, samples: hash.digest('hex') };
}

/** Whether two files are the same, whatever they are called. */
export function isSameFile(a: FileMark, b: FileMark): boolean {
  return a.byteLength === b.byteLength && a.samples === b.samples;
}
