import type { Rect } from '../core/geometry';
import { createLatent, cropLatent, type Latent } from './latent';
import type { SamplerStep, StepResult } from './step';
import { tileWeights } from './windows';

/**
 * Makes a step for the whole latent out of a step for one window: each window goes one step, the
 * results are blended with Gaussian weights, and the next step starts from the blend
 * (docs/supir.md, section 10.3). `onTile` is called after each window, step and tile counted from
 * 0.
 */
export function tiled(
  step: SamplerStep,
  windows: readonly Rect[],
  onTile: (step: number, tile: number, result: StepResult) => void = () => undefined,
): SamplerStep {
  return async (state, context) => {
    const x = blender(state.x);
    const denoised = blender(state.x);
    for (const [tile, window] of windows.entries()) {
      const result = await step(
        {
          x: cropLatent(state.x, window),
          previous: state.previous && cropLatent(state.previous, window),
        },
        {
          index: context.index,
          center: cropLatent(context.center, window),
          noise: context.noise && cropLatent(context.noise, window),
          window,
          tile,
        },
      );
      x.add(result.x, window);
      denoised.add(result.denoised, window);
      onTile(context.index, tile, result);
    }
    return { x: x.result(), denoised: denoised.result() };
  };
}

/** Weighted sums in float32, as the reference keeps them. */
function blender(like: Latent): {
  add(part: Latent, window: Rect): void;
  result(): Latent;
} {
  const [n, c, height, width] = like.dims;
  const sum = createLatent(like.dims);
  const count = new Float32Array(height * width);
  return {
    add(part, window) {
      const { height: rows, width: columns } = window;
      const weights = tileWeights(rows, columns);
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++) {
          const cell = (window.y + y) * width + window.x + x;
          const weight = weights[y * columns + x] ?? 0;
          count[cell] = (count[cell] ?? 0) + weight;
          for (let plane = 0; plane < n * c; plane++) {
            const to = plane * height * width + cell;
            const value = part.data[(plane * rows + y) * columns + x] ?? 0;
            sum.data[to] = (sum.data[to] ?? 0) + weight * value;
          }
        }
      }
    },
    result() {
      const out = createLatent(like.dims);
      const area = height * width;
      for (let i = 0; i < out.data.length; i++) {
        out.data[i] = (sum.data[i] ?? 0) / (count[i % area] ?? NaN);
      }
      return out;
    },
  };
}
