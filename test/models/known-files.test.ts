import * as v from 'valibot';
import catalogJson from '../../models/catalog.json';
import { CATALOG } from '../../models/catalog';
import { FILE_TABLE } from '../../models/known-files';
import { STORED_TYPES } from '../../src/weights/lazy-tensor';
import { elementCount } from '../../src/core/tensor';
import { readManifest, type ManifestName } from '../weights/manifest-file';

const { knownFiles, licences, ways } = CATALOG;

/** A published file is its tensors and a header of less than a megabyte. */
test.each<[string, ManifestName]>([
  ['SUPIR-v0Q_fp16.safetensors', 'supir-v0.json'],
  ['SUPIR-v0F_fp16.safetensors', 'supir-v0.json'],
  ['sd_xl_base_1.0.safetensors', 'sdxl-base.json'],
  ['sd_xl_base_1.0_0.9vae.safetensors', 'sdxl-base.json'],
])('the size of %s is that of its tensors', (name, manifest) => {
  const { bytes } = knownFiles.find((file) => file.name === name)!;
  const weights = Object.values(readManifest(manifest)).reduce(
    (sum, { shape, dtype }) => sum + elementCount(shape) * STORED_TYPES[dtype],
    0,
  );
  expect(bytes! - weights).toBeGreaterThan(50_000);
  expect(bytes! - weights).toBeLessThan(1_000_000);
});

test('the table is what its type says, and no hash occurs twice', () => {
  expect(v.parse(FILE_TABLE, catalogJson).knownFiles).toEqual(knownFiles);
  const hashes = knownFiles.flatMap(({ sha256 }) => sha256 ?? []);
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('SUPIR is for non-commercial use', () => {
  for (const { role, licence } of knownFiles) {
    if (role === 'supir') expect(licences[licence!]!.commercialUse).toBe(false);
  }
});

test('what is recommended can be downloaded: direct address, terms, hash and length', () => {
  for (const name of Object.values(ways).flatMap(({ supir, sdxl }) => [supir, sdxl])) {
    const file = knownFiles.find((known) => known.name === name)!;
    expect(file.address).toBe(`${file.page}/resolve/main/${file.name}`);
    expect(new URL(file.address!).protocol).toBe('https:');
    expect([file.sha256, file.bytes, file.licence]).not.toContain(null);
  }
  expect(Object.values(ways).map(({ supir }) => supir)).toEqual([
    'SUPIR-v0Q_fp16.safetensors',
    'SUPIR-v0Q_fp16.safetensors',
  ]);
});

const [first] = knownFiles;
test.each([
  ['a file twice', { knownFiles: [first, first] }],
  ['a licence that is not listed', { knownFiles: [{ ...first, licence: 'mit' }] }],
  ['a download without terms', { knownFiles: [{ ...first, licence: null }] }],
  ['a download without a hash', { knownFiles: [{ ...first, sha256: null }] }],
  ['a hash that is none', { knownFiles: [{ ...first, sha256: 'abc' }] }],
  ['a length that is none', { knownFiles: [{ ...first, bytes: -1 }] }],
  ['a page that is none', { knownFiles: [{ ...first, page: 'kijai' }] }],
  ['an unknown role', { knownFiles: [{ ...first, role: 'vae' }] }],
  [
    'a way to nowhere',
    { ways: { ...ways, full: { supir: 'SUPIR-v0Q_fp16.safetensors', sdxl: 'x' } } },
  ],
])('a table with %s is refused', (_, change) => {
  expect(() => v.parse(FILE_TABLE, { ...catalogJson, ...change })).toThrow(v.ValiError);
});
