import type { StoredTensor } from './safetensors.mjs';

/** Writes the embedded model's weights into `outDir` (made when missing); gives the file's path. */
export function buildEmbeddedModel(outDir: string): Promise<string>;

/** The tensors of an ncnn network of convolutions and PReLUs; throws when a byte is left over. */
export function srvggTensors(param: string, bin: Uint8Array): StoredTensor[];
