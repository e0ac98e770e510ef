import type { StoredTensor } from './safetensors.mjs';

/** The files that ship with the page, under `models/`; throws when a source is not as catalogued. */
export function embeddedModelFiles(): Promise<{ name: string; bytes: Uint8Array }[]>;

/** Writes them into `outDir` (made when missing); gives their paths. */
export function buildEmbeddedModel(outDir: string): Promise<string[]>;

/** The tensors of an ncnn network of convolutions and PReLUs; throws when a byte is left over. */
export function srvggTensors(param: string, bin: Uint8Array): StoredTensor[];
