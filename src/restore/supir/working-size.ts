import type { Size } from '../../core/geometry';

/** Sides of the working picture are multiples of this, as in the official command line tool. */
const MULTIPLE = 64;

/**
 * The size at which SUPIR works on a picture, and the size that was asked for
 * (docs/supir.md, section 3). `minSize`: the shorter side is enlarged to this.
 */
export function workingSize(
  picture: Size,
  upscale: number,
  minSize: number,
): { readonly working: Size; readonly asked: Size } {
  const width = picture.width * upscale;
  const height = picture.height * upscale;
  const shorter = Math.min(width, height);
  const factor = shorter < minSize ? minSize / shorter : 1;
  return {
    asked: { width: roundHalfEven(width), height: roundHalfEven(height) },
    working: {
      width: roundHalfEven((width * factor) / MULTIPLE) * MULTIPLE,
      height: roundHalfEven((height * factor) / MULTIPLE) * MULTIPLE,
    },
  };
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
