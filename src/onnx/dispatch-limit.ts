/** What a browser tells of a graphics adapter and its speed. */
export type AdapterKind = Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'isFallbackAdapter'>;

/**
 * Multiply-adds, two operations each, that one operator may have on a slow adapter: a tenth of a
 * second where an integrated one convolves 10¹² operations a second, and well below the two seconds
 * after which Windows takes the device away on one of a quarter of that (docs/webgpu-performance.md,
 * sections 3 and 7).
 */
const SLOW_MULTIPLY_ADDS = 0.1e12 / 2;

/**
 * Multiply-adds of an operator above which it is better written in parts: a running dispatch holds
 * up the screen and cannot be stopped. Infinity on cards that are known to be fast.
 */
export function dispatchLimit(adapter: AdapterKind): number {
  return isKnownFast(adapter) ? Infinity : SLOW_MULTIPLY_ADDS;
}

/**
 * Cards with memory of their own, by Dawn's names of architectures; those that have room for the
 * networks do half of the autoencoder's largest convolution in well under a second. All others are
 * taken for slow: `rdna-2`, `rdna-3` and `gcn-*` are integrated adapters as well, Apple's names tell
 * an M1 from no other, software is slower still, and some browsers hide the names.
 */
const FAST: ReadonlyMap<string, RegExp> = new Map([
  ['nvidia', /^/],
  // Arc; the integrated ones are called gen-12lp, xe-lpg and so on.
  ['intel', /^(gen-12hp|xe-\d+hpg)$/],
  ['amd', /^(rdna-1|rdna-4|cdna-\d+)$/],
]);

function isKnownFast({ vendor, architecture, isFallbackAdapter }: AdapterKind): boolean {
  return !isFallbackAdapter && (FAST.get(vendor)?.test(architecture) ?? false);
}
