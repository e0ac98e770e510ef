import { ModelError } from '../core/errors';
import type { ByteSource } from './source';
import { parseHeader } from './header';
import type { LazyTensor } from './tensor';

/** An open .safetensors file: the header is read, the tensors are not. */
export interface SafetensorsFile {
  readonly name: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, LazyTensor>;
}

/** Far above what any checkpoint needs (an SDXL header has 0.3 MB), far below what hurts. */
const MAX_HEADER_BYTES = 32 * 1024 * 1024;
const LENGTH_BYTES = 8;

/**
 * Reads and checks the header: u64 length, JSON `name → {dtype, shape, data_offsets}`, raw tensors.
 * Throws `ModelError` with code `model-header-invalid` or `model-file-truncated`.
 */
export function openSafetensors(source: ByteSource): SafetensorsFile {
  if (source.byteLength < LENGTH_BYTES) throw invalid(source.name, 'it is shorter than a header');
  const prefix = source.read(0, LENGTH_BYTES);
  const length = Number(
    new DataView(prefix.buffer, prefix.byteOffset, LENGTH_BYTES).getBigUint64(0, true),
  );
  if (length > MAX_HEADER_BYTES) throw invalid(source.name, 'its header is too long');
  const dataStart = LENGTH_BYTES + length;
  if (dataStart > source.byteLength) throw invalid(source.name, 'it ends inside its header');

  const header = parseHeader(source.read(LENGTH_BYTES, length), source.byteLength - dataStart);
  if ('problem' in header) throw invalid(source.name, header.problem);
  const tensors = new Map<string, LazyTensor>();
  for (const { name, type, shape, begin, end } of header.entries) {
    tensors.set(name, {
      name,
      type,
      shape,
      byteLength: end - begin,
      read: (offset, count, room) => {
        if (offset < 0 || count < 0 || offset + count > end - begin) {
          throw new RangeError(`${name}: ${offset}+${count} is outside its ${end - begin} bytes`);
        }
        return source.read(dataStart + begin + offset, count, room);
      },
    });
  }
  return { name: source.name, metadata: header.metadata, tensors };
}

function invalid(file: string, reason: string): ModelError {
  return new ModelError({
    code: 'model-header-invalid',
    message: `"${file}" is not a usable .safetensors file: ${reason}.`,
    hint: 'Check that this is the right file, or download it again.',
    details: { file, reason },
  });
}
