import { ModelError } from '../core/errors';
import { parseMerges } from '../restore/prompts/merges';
import { openSafetensors, type SafetensorsFile } from '../weights/safetensors';
import { bytesSource } from '../weights/byte-source';
import type { LoadOptions } from '../restore/device';

/** Largest model file, bytes: far above the embedded one (2.4 MB), and small enough for memory. */
const MAX_BYTES = 64 * 2 ** 20;

/**
 * Fetches a model file into memory.
 * @throws ModelError `model-unreachable`, `model-too-large`, `model-header-invalid`
 */
export async function fetchWeights(url: string, options: LoadOptions): Promise<SafetensorsFile> {
  const name = nameOf(url);
  const bytes = await fetchBytes(url, name, options);
  return openSafetensors(bytesSource(name, bytes));
}

/**
 * The model file from bytes that are in memory already; `url` names it.
 * @throws ModelError `model-header-invalid`
 */
export function heldWeights(
  url: string,
  bytes: Uint8Array,
  { onLoad }: LoadOptions,
): SafetensorsFile {
  onLoad(bytes.byteLength, bytes.byteLength);
  return openSafetensors(bytesSource(nameOf(url), bytes));
}

/**
 * Fetches CLIP's merges.
 * @throws ModelError `model-unreachable`, `model-too-large`, and what `parseMerges` throws
 */
export async function fetchMerges(url: string, signal: AbortSignal): Promise<readonly string[]> {
  const bytes = await fetchBytes(url, nameOf(url), { signal, onLoad: () => undefined });
  return mergesFrom(bytes);
}

/**
 * CLIP's merges out of the bytes of their file.
 * @throws what `parseMerges` throws
 */
export function mergesFrom(bytes: Uint8Array): readonly string[] {
  return parseMerges(new TextDecoder().decode(bytes));
}

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

async function fetchBytes(
  url: string,
  name: string,
  { signal, onLoad }: LoadOptions,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let done = 0;
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const announced = announcedLength(response);
    onLoad(0, announced);
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      done += part.value.byteLength;
      if (done > MAX_BYTES) {
        await reader.cancel();
        throw tooLarge(name);
      }
      onLoad(done, Math.max(done, announced));
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof ModelError ? cause : unreachable(name, cause);
  }
  const bytes = new Uint8Array(done);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  onLoad(done, done);
  return bytes;
}

/** Announced length, bytes; 0 where there is none, or that of a compressed transfer. */
function announcedLength({ headers }: Response): number {
  if (headers.get('content-encoding') !== null) return 0;
  return Number(headers.get('content-length') ?? 0);
}

function tooLarge(name: string): ModelError {
  return new ModelError({
    code: 'model-too-large',
    message: `"${name}" is much larger than the embedded model.`,
    hint: 'Check where the panel was installed; its files were replaced.',
    details: { file: name, limit: MAX_BYTES },
  });
}

function unreachable(name: string, cause: unknown): ModelError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ModelError({
    code: 'model-unreachable',
    message: `The model file "${name}" could not be loaded.`,
    hint: 'Check the connection and reload the panel; if it stays, its files are not complete.',
    details: { file: name, reason },
    cause,
  });
}
