import type { StoredNumbers, Upload } from '../onnx/upload';
import { castTensor, floatType, type FloatType } from '../weights/cast';
import { checkedScales } from '../weights/quantise';
import type { LazyTensor } from '../weights/lazy-tensor';

const SENT_AS = { F16: 'float16', F32: 'float32' } as const;

/**
 * How a tensor reaches a graphics adapter as 32- or 16-bit floats: as it lies in the file where that
 * will do, widened there where it has 16 bits; other types are converted slice by slice on the way.
 */
export function floatUpload(tensor: LazyTensor, to: FloatType): Upload {
  if (tensor.type === 'F16' && to === 'F32') return { by: 'widen', from: sent(tensor, 'F16') };
  return { by: 'copy', from: sent(castTensor(tensor, to), to) };
}

/** How a weight [outputs, inputs] reaches it in blocks of 8 or 4 bits, which are made there. */
export function quantisedUpload(
  weight: LazyTensor,
  bits: 8 | 4,
  scaleType: FloatType,
  part: 'packed' | 'scales',
): Upload {
  const type = floatType(weight) === 'F16' ? 'F16' : 'F32';
  const floats = checkedScales(castTensor(weight, type), bits, scaleType);
  const how = { bits, inputs: weight.shape[1] ?? 0, scales: SENT_AS[scaleType] };
  return { by: 'quantise', from: sent(floats, type), how, part };
}

function sent({ key, byteLength, readAsync }: LazyTensor, type: FloatType): StoredNumbers {
  return { key, dtype: SENT_AS[type], byteLength, readAsync };
}
