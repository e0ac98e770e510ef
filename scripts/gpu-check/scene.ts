import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { recordCase, type RecordCase } from '../record/cases';
import { openPlayer, type Player } from '../record/networks';
import { installFileReader, MadeBlob, publishedFiles, zeros } from '../record/published-files';
import { changeOptions } from '../record/runtime-options';
import { parseConfig } from '../../src/restore/supir/config-file';
import type { Dawn } from './dawn';
import { noiseOf, noiseTensor } from './noise';

/** What every stage is given. */
export interface Scene {
  readonly dawn: Dawn;
  /** Pixels of the square picture. */
  readonly side: number;
  /** A folder with another network than the published one. */
  readonly network: string | null;
}

export interface Part extends Pick<RecordCase, 'subject'> {
  readonly change?: Partial<Omit<RecordCase, 'subject'>>;
  readonly side?: number;
  readonly repeats?: number;
}

/** The product's network on this machine's device, with weights of noise. */
export async function openScene(
  { side, network }: Scene,
  { subject, change = {}, side: own = side, repeats = 1 }: Part,
): Promise<Player> {
  installFileReader();
  const wanted = recordCase(subject, own, change);
  await changeOptions(wanted.options);
  const reads = { bytes: 0 };
  const files =
    network === null
      ? { files: publishedFiles(reads, noiseOf) }
      : { files: await filesIn(network), config: await configIn(network) };
  return await openPlayer(wanted, { ...files, numbers: noiseTensor, repeats });
}

async function filesIn(folder: string) {
  const [sdxl, supir] = await Promise.all(
    ['sdxl.safetensors', 'supir.safetensors'].map(async (name) => {
      const bytes = await readFile(path.join(folder, name));
      return { name, blob: new MadeBlob(bytes, 0, bytes.byteLength, { bytes: 0 }, zeros) };
    }),
  );
  if (sdxl === undefined || supir === undefined) throw new TypeError('two files were read');
  return { sdxl, supir };
}

async function configIn(folder: string) {
  return parseConfig(await readFile(path.join(folder, 'config.json'), 'utf8'));
}
