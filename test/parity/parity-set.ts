import type { SupirConfig } from '../../src/restore/supir/config';
import { parseConfig } from '../../src/restore/supir/config-file';
import { canonicalNames } from '../../src/weights/canonical-names';
import { openSafetensors, type SafetensorsFile } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/source';
import type { Weights } from './limits';

/** Reads a file of a set by its path inside; null where there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

/** A folder like test/fixtures/supir-tiny, with its weights open. */
export interface ParitySet {
  readonly config: SupirConfig;
  /** `runs` of config.json: the parameters of every recorded run. */
  readonly runs: Readonly<Record<string, unknown>>;
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
  readonly read: ReadFile;
}

interface SetJson {
  readonly files: { readonly supir: readonly string[]; readonly sdxl: readonly string[] };
  readonly runs: Readonly<Record<string, unknown>>;
}

export async function openSet(read: ReadFile, weights: Weights): Promise<ParitySet> {
  const text = new TextDecoder().decode(await expectFile(read, 'config.json'));
  const json = JSON.parse(text) as SetJson;
  // Quantised runs start from what the expected values were computed with.
  const precision = weights === 'f16' ? 'f16' : 'f32';
  const pick = (paths: readonly string[]): string => {
    const path = paths.find((name) => name.includes(`.${precision}.`)) ?? paths[0];
    if (path === undefined) throw new RangeError('config.json names no weights');
    return path;
  };
  const open = async (path: string): Promise<SafetensorsFile> =>
    canonicalNames(openSafetensors(bytesSource(path, await expectFile(read, path))));
  return {
    config: parseConfig(text),
    runs: json.runs,
    sdxl: await open(pick(json.files.sdxl)),
    supir: await open(pick(json.files.supir)),
    read,
  };
}

async function expectFile(read: ReadFile, path: string): Promise<Uint8Array> {
  const bytes = await read(path);
  if (bytes === null) throw new RangeError(`the set has no ${path}`);
  return bytes;
}
