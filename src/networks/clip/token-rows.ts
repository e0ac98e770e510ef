import type { Tensor } from '../../onnx/session';
import { castTensor } from '../../weights/cast';
import type { LazyTensor } from '../../weights/lazy-tensor';

/**
 * The rows of a token table [vocabulary, width] for lists of token ids of one length →
 * [texts, tokens, width]. The tables are the largest tensors of all; nothing but these rows is read.
 */
export function tokenRows(table: LazyTensor, ids: readonly (readonly number[])[]): Tensor {
  const [, width = 0] = table.shape;
  const floats = castTensor(table, 'F32');
  const rowBytes = width * Float32Array.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(ids.flat().length * rowBytes);
  const known = new Map<number, number>();
  ids.flat().forEach((id, row) => {
    const same = known.get(id);
    const to = row * rowBytes;
    if (same !== undefined) bytes.copyWithin(to, same, same + rowBytes);
    else bytes.set(floats.read(id * rowBytes, rowBytes), to);
    known.set(id, to);
  });
  const dims = [ids.length, ids[0]?.length ?? 0, width];
  return { dims, data: new Float32Array(bytes.buffer) };
}
