import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SafetensorsFile } from '../../src/weights/safetensors';
import { lazyTensor, type LazyTensor, type StoredType } from '../../src/weights/lazy-tensor';

export interface ManifestEntry {
  readonly shape: readonly number[];
  readonly dtype: StoredType;
}

export type ManifestName = 'sdxl-base.json' | 'supir-v0.json';

export function readManifest(name: ManifestName): Readonly<Record<string, ManifestEntry>> {
  const path = join(__dirname, '../fixtures/manifests', name);
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly tensors: Readonly<Record<string, ManifestEntry>>;
  };
  return manifest.tensors;
}

/** The names, shapes and types of a published file; its numbers cannot be read. */
export function manifestFile(name: ManifestName): SafetensorsFile {
  const entries = Object.entries(readManifest(name)).map(
    ([key, { shape, dtype }]): [string, LazyTensor] => [
      key,
      lazyTensor(key, dtype, shape, () => {
        throw new Error('only the header is there');
      }),
    ],
  );
  return { name, key: name, metadata: {}, tensors: new Map(entries) };
}
