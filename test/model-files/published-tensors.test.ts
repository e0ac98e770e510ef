import { publishedSdxl, publishedSupir } from '../../src/model-files/published-tensors';
import { readManifest, type ManifestName } from '../weights/manifest-file';

const shapes = (name: ManifestName): Record<string, readonly number[]> =>
  Object.fromEntries(
    Object.entries(readManifest(name))
      .filter(([tensor]) => !/\.(position_ids|logit_scale)$/.test(tensor))
      .map(([tensor, { shape }]) => [tensor, shape]),
  );

test('the tensors are those of the published files, name by name and shape by shape', () => {
  expect(Object.fromEntries(publishedSdxl())).toEqual(shapes('sdxl-base.json'));
  expect(publishedSdxl().size).toBe(2513);
  expect(Object.fromEntries(publishedSupir())).toEqual(shapes('supir-v0.json'));
  expect(publishedSupir().size).toBe(1034);
});
