/** Weights that are added up before their sum is rounded to what is stored. */
const AT_ONCE = 4;

/**
 * Adds up weighted rows: out[x] = Σ weights[k] · source[offsets[k] + x], for `count` weights from
 * `first`. Four at a time, so that `out` is read and written less often than there are weights; six, as many as
 * a picture is enlarged with, all at once.
 */
export function mixRows(
  out: Float32Array,
  source: Float32Array,
  offsets: Int32Array,
  weights: Float32Array,
  first: number,
  count: number,
): void {
  if (count === AT_ONCE + 2) {
    mixSix(out, source, offsets, weights, first);
    return;
  }
  out.fill(0);
  let k = 0;
  for (; k + AT_ONCE <= count; k += AT_ONCE) addFour(out, source, offsets, k, weights, first + k);
  for (; k < count; k++) {
    addOne(out, source, offsets[k] as number, weights[first + k] as number);
  }
}

function addFour(
  out: Float32Array,
  source: Float32Array,
  offsets: Int32Array,
  k: number,
  weights: Float32Array,
  at: number,
): void {
  const a = offsets[k] as number;
  const b = offsets[k + 1] as number;
  const c = offsets[k + 2] as number;
  const d = offsets[k + 3] as number;
  const wa = weights[at] as number;
  const wb = weights[at + 1] as number;
  const wc = weights[at + 2] as number;
  const wd = weights[at + 3] as number;
  for (let x = 0; x < out.length; x++) {
    out[x] =
      (out[x] as number) +
      wa * (source[a + x] as number) +
      wb * (source[b + x] as number) +
      wc * (source[c + x] as number) +
      wd * (source[d + x] as number);
  }
}

function addOne(out: Float32Array, source: Float32Array, from: number, weight: number): void {
  for (let x = 0; x < out.length; x++) {
    out[x] = (out[x] as number) + weight * (source[from + x] as number);
  }
}

/** Rounds where `addFour` and two times `addOne` store, so that the sums are the same bits. */
function mixSix(
  out: Float32Array,
  source: Float32Array,
  offsets: Int32Array,
  weights: Float32Array,
  at: number,
): void {
  const a = offsets[0] as number;
  const b = offsets[1] as number;
  const c = offsets[2] as number;
  const d = offsets[3] as number;
  const e = offsets[4] as number;
  const f = offsets[5] as number;
  const wa = weights[at] as number;
  const wb = weights[at + 1] as number;
  const wc = weights[at + 2] as number;
  const wd = weights[at + 3] as number;
  const we = weights[at + 4] as number;
  const wf = weights[at + 5] as number;
  for (let x = 0; x < out.length; x++) {
    const four = Math.fround(
      wa * (source[a + x] as number) +
        wb * (source[b + x] as number) +
        wc * (source[c + x] as number) +
        wd * (source[d + x] as number),
    );
    const five = Math.fround(four + we * (source[e + x] as number));
    out[x] = five + wf * (source[f + x] as number);
  }
}

/**
 * Two rows at once that are made of the same six, with weights from `first` and from `first` + 6: each value is
 * read once. The sums are the same bits as `mixRows` gives.
 */
export function mixSixTwice(
  out: Float32Array,
  next: Float32Array,
  source: Float32Array,
  offsets: Int32Array,
  weights: Float32Array,
  first: number,
): void {
  const a = offsets[0] as number;
  const b = offsets[1] as number;
  const c = offsets[2] as number;
  const d = offsets[3] as number;
  const e = offsets[4] as number;
  const f = offsets[5] as number;
  const wa = weights[first] as number;
  const wb = weights[first + 1] as number;
  const wc = weights[first + 2] as number;
  const wd = weights[first + 3] as number;
  const we = weights[first + 4] as number;
  const wf = weights[first + 5] as number;
  const va = weights[first + 6] as number;
  const vb = weights[first + 7] as number;
  const vc = weights[first + 8] as number;
  const vd = weights[first + 9] as number;
  const ve = weights[first + 10] as number;
  const vf = weights[first + 11] as number;
  for (let x = 0; x < out.length; x++) {
    const sa = source[a + x] as number;
    const sb = source[b + x] as number;
    const sc = source[c + x] as number;
    const sd = source[d + x] as number;
    const se = source[e + x] as number;
    const sf = source[f + x] as number;
    const four = Math.fround(wa * sa + wb * sb + wc * sc + wd * sd);
    out[x] = Math.fround(four + we * se) + wf * sf;
    const nextFour = Math.fround(va * sa + vb * sb + vc * sc + vd * sd);
    next[x] = Math.fround(nextFour + ve * se) + vf * sf;
  }
}
