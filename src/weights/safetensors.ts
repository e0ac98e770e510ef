import type { ByteSource } from './byte-source';
import { headerLength, LENGTH_BYTES, readSafetensorsHeader } from './safetensors-header';
import type { LazyTensor } from './lazy-tensor';
import { tensorOfFile } from './tensor-of-file';

/** An open .safetensors file, or another that reads like one: the header is read, the tensors are not. */
export interface SafetensorsFile {
  readonly name: string;
  /** Equal for two files that hold the same bytes. */
  readonly key: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, LazyTensor>;
}

/** Largest header: far above any checkpoint's (SDXL's has 0.3 MB), far below what hurts. */
const MAX_HEADER_BYTES = 32 * 1024 * 1024;

/**
 * Reads and checks the header: u64 length, JSON `name → {dtype, shape, data_offsets}`, raw tensors.
 * @throws ModelError `model-header-invalid` or `model-file-truncated`
 */
export function openSafetensors(source: ByteSource): SafetensorsFile {
  const prefix = source.read(0, Math.min(LENGTH_BYTES, source.byteLength));
  const length = headerLength(prefix, source, MAX_HEADER_BYTES);
  const header = readSafetensorsHeader(source.read(LENGTH_BYTES, length), source);
  const dataStart = LENGTH_BYTES + length;
  const tensors = new Map<string, LazyTensor>();
  const start = { now: () => dataStart, later: () => dataStart };
  for (const entry of header.entries) {
    tensors.set(entry.name, tensorOfFile(source, entry, start));
  }
  return { name: source.name, key: source.key, metadata: header.metadata, tensors };
}
