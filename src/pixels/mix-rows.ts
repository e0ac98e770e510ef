/**
 * Adds up weighted rows: out[x] = Σ weights[k] · source[offsets[k] + x], for `count` weights from
 * `first`. Four at a time, so that `out` is read and written less often than there are weights.
 */
export function mixRows(
  out: Float32Array,
  source: Float32Array,
  offsets: Int32Array,
  weights: Float32Array,
  first: number,
  count: number,
): void {
  const width = out.length;
  out.fill(0);
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const a = offsets[k] as number;
    const b = offsets[k + 1] as number;
    const c = offsets[k + 2] as number;
    const d = offsets[k + 3] as number;
    const wa = weights[first + k] as number;
    const wb = weights[first + k + 1] as number;
    const wc = weights[first + k + 2] as number;
    const wd = weights[first + k + 3] as number;
    for (let x = 0; x < width; x++) {
      out[x] =
        (out[x] as number) +
        wa * (source[a + x] as number) +
        wb * (source[b + x] as number) +
        wc * (source[c + x] as number) +
        wd * (source[d + x] as number);
    }
  }
  for (; k < count; k++) {
    const a = offsets[k] as number;
    const wa = weights[first + k] as number;
    for (let x = 0; x < width; x++) out[x] = (out[x] as number) + wa * (source[a + x] as number);
  }
}
