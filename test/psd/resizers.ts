import type { ResizePlane } from '../../src/psd/resize-channels';

/** Repeats pixels: what comes out can be compared exactly. */
export const repeatPixels: ResizePlane = (plane, from, to, rows) => {
  const out = new Float32Array(to.width * rows.count);
  for (let y = 0; y < rows.count; y++) {
    const row = Math.floor(((rows.first + y) * from.height) / to.height) * from.width;
    for (let x = 0; x < to.width; x++) {
      out[y * to.width + x] = plane[row + Math.floor((x * from.width) / to.width)]!;
    }
  }
  return out;
};

/** A straight line between pixel centres, in x only: colours under clear pixels would show. */
export const blendColumns: ResizePlane = (plane, from, to, rows) => {
  const out = new Float32Array(to.width * rows.count);
  for (let y = 0; y < rows.count; y++) {
    const row = Math.floor(((rows.first + y) * from.height) / to.height) * from.width;
    for (let x = 0; x < to.width; x++) {
      const at = Math.max(0, Math.min(from.width - 1, ((x + 0.5) * from.width) / to.width - 0.5));
      const left = Math.floor(at);
      const right = Math.min(from.width - 1, left + 1);
      const share = at - left;
      out[y * to.width + x] = plane[row + left]! * (1 - share) + plane[row + right]! * share;
    }
  }
  return out;
};
