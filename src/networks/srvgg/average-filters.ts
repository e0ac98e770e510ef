import { computedTensor, readFloats } from '../../weights/cast';
import type { LazyTensor } from '../../weights/lazy-tensor';

/**
 * The trained network ends in `PixelShuffle(4)`: output channel c·16 + y·4 + x is pixel (y, x) of a
 * 4 × 4 block. The mean over k × k pixels of a block is linear, so it can be taken over the filters
 * instead: this gives the same last layer with (4/k)² filters a colour, in 32 bits
 * (docs/embedded-models.md, section 5).
 *
 * `tensor`: weight [48, 64, 3, 3] or bias [48]; what follows the first axis stays.
 */
export function averageFilters(
  tensor: LazyTensor,
  colours: number,
  from: number,
  to: number,
): LazyTensor {
  const [filters = 0, ...rest] = tensor.shape;
  const step = from / to;
  const compute = (): Float32Array => {
    const stored = readFloats(tensor);
    const size = stored.length / filters;
    const averaged = new Float32Array(colours * to * to * size);
    for (let i = 0; i < averaged.length; i++) {
      const filter = Math.floor(i / size);
      const colour = Math.floor(filter / (to * to));
      const top = Math.floor((filter % (to * to)) / to) * step;
      const left = (filter % to) * step;
      let sum = 0;
      for (let y = top; y < top + step; y++) {
        for (let x = left; x < left + step; x++) {
          sum += stored[(colour * from * from + y * from + x) * size + (i % size)] ?? 0;
        }
      }
      averaged[i] = sum / (step * step);
    }
    return averaged;
  };
  const key = `${tensor.key} averaged ${from}→${to}`;
  return computedTensor(tensor.name, [colours * to * to, ...rest], key, compute);
}
