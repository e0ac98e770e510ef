/**
 * What the runtime can do on WebGPU beyond what every version that is supported can. Graphs are
 * written, and sessions made, accordingly; docs/webgpu-performance.md, section 12.
 */
export interface RuntimeFeatures {
  /** `com.microsoft.GroupNorm`, channels last, with SiLU: one operator for up to four. */
  readonly groupNorm: boolean;
  /** `enableMatmulFp32Accumulation`: products with quantised weights are summed in 32 bits. */
  readonly matmulFp32Accumulation: boolean;
}

/** Of the version in package.json, 1.30: the one place to change with it. */
export const RUNTIME_FEATURES: RuntimeFeatures = {
  groupNorm: false,
  matmulFp32Accumulation: false,
};

/** The provider's options for WebGPU, by their names in the runtime's API. */
export function featureOptions(features: RuntimeFeatures): Readonly<Record<string, boolean>> {
  return features.matmulFp32Accumulation ? { enableMatmulFp32Accumulation: true } : {};
}
