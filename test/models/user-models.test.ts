import { CATALOG } from '../../models/catalog';
import { STORED_TYPES } from '../../src/weights/lazy-tensor';
import { elementCount } from '../../src/core/tensor';
import { readManifest, type ManifestName } from '../weights/manifest-file';

/** A published file is its tensors and a header of less than a megabyte. */
test.each<[string, ManifestName]>([
  ['SUPIR-v0Q', 'supir-v0.json'],
  ['SUPIR-v0F', 'supir-v0.json'],
  ['sd_xl_base_1.0', 'sdxl-base.json'],
])('the size of %s is that of its tensors', (name, manifest) => {
  const { bytes } = CATALOG.userModels.find((model) => model.name === name)!;
  const weights = Object.values(readManifest(manifest)).reduce(
    (sum, { shape, dtype }) => sum + elementCount(shape) * STORED_TYPES[dtype],
    0,
  );
  expect(bytes! - weights).toBeGreaterThan(50_000);
  expect(bytes! - weights).toBeLessThan(1_000_000);
});

test('SUPIR is for non-commercial use, and checkpoints have licences of their own', () => {
  const licences = CATALOG.userModels.map(({ role, licence }) => [
    role,
    licence?.commercialUse ?? null,
  ]);
  expect(licences).toEqual([
    ['supir', false],
    ['supir', false],
    ['sdxl', true],
    ['sdxl', null],
  ]);
});
