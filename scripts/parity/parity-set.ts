import type { SupirConfig } from '../../src/restore/supir-config';
import { parseConfig } from '../../src/restore/supir/config-file';
import { canonicalNames } from '../../src/weights/canonical-names';
import { castTensor } from '../../src/weights/cast';
import { openSafetensors, type SafetensorsFile } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/byte-source';
import type { StoredType } from '../../src/weights/lazy-tensor';
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

/**
 * Opens the set's files for `weights`. Where 16 bits are asked for and the set has them in more, they
 * are rounded as they are read; quantised runs start from what the expected values were computed with.
 */
export async function openSet(read: ReadFile, weights: Weights): Promise<ParitySet> {
  const text = new TextDecoder().decode(await expectFile(read, 'config.json'));
  const json = JSON.parse(text) as SetJson;
  const precision = weights === 'f16' ? 'f16' : 'f32';
  const pick = (paths: readonly string[]): string => {
    const path = paths.find((name) => name.includes(`.${precision}.`)) ?? paths[0];
    if (path === undefined) throw new RangeError('config.json names no weights');
    return path;
  };
  const open = async (path: string): Promise<SafetensorsFile> => {
    const file = canonicalNames(openSafetensors(bytesSource(path, await expectFile(read, path))));
    return weights === 'f16' ? inHalves(file) : file;
  };
  return {
    config: parseConfig(text),
    runs: json.runs,
    sdxl: await open(pick(json.files.sdxl)),
    supir: await open(pick(json.files.supir)),
    read,
  };
}

function inHalves(file: SafetensorsFile): SafetensorsFile {
  const halved = [...file.tensors].map(
    ([name, tensor]) => [name, WIDE.has(tensor.type) ? castTensor(tensor, 'F16') : tensor] as const,
  );
  return { ...file, tensors: new Map(halved) };
}

/** Float types of which a 16-bit float keeps a part only. */
const WIDE: ReadonlySet<StoredType> = new Set<StoredType>(['F64', 'F32', 'BF16']);

async function expectFile(read: ReadFile, path: string): Promise<Uint8Array> {
  const bytes = await read(path);
  if (bytes === null) throw new RangeError(`the set has no ${path}`);
  return bytes;
}
