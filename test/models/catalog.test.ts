import * as v from 'valibot';
import catalogJson from '../../models/catalog.json';
import { CATALOG, type Catalog } from '../../models/catalog';
import type { FileTable } from '../../models/known-files';

const text = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const files = v.array(
  v.strictObject({
    name: text,
    bytes: count,
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
);
const shipped = {
  name: text,
  title: text,
  files,
  licence: v.strictObject({ spdx: text, copyright: text, file: text, notice: text }),
  source: v.strictObject({ project: text, package: text, version: text, files }),
};

const SCHEMA = v.pipe(
  v.object({
    models: v.array(
      v.strictObject({
        ...shipped,
        restorer: v.literal('fast'),
        embedded: v.boolean(),
        parameters: count,
      }),
    ),
    vocabulary: v.strictObject({ ...shipped, merges: count }),
  }),
  v.check(({ models }) => {
    const names = models.map(({ name }) => name);
    return new Set(names).size === names.length;
  }, 'two models have one name'),
) satisfies v.GenericSchema<unknown, Omit<Catalog, keyof FileTable>>;

test('the catalog is what its type says', () => {
  const { models, vocabulary } = catalogJson;
  expect(v.parse(SCHEMA, catalogJson)).toEqual({ models, vocabulary });
});

test.each([
  ['no list', { ...CATALOG, models: {} }],
  ['a model twice', { ...CATALOG, models: [CATALOG.models[0], CATALOG.models[0]] }],
  ['a hash that is none', withFile({ sha256: 'abc' })],
  ['a negative size', withFile({ bytes: -1 })],
  ['no licence', { ...CATALOG, models: [{ ...CATALOG.models[0], licence: undefined }] }],
  ['no vocabulary', { ...CATALOG, vocabulary: undefined }],
])('a catalog with %s is refused', (_, json) => {
  expect(() => v.parse(SCHEMA, json)).toThrow(v.ValiError);
});

function withFile(change: object): unknown {
  const [model] = CATALOG.models;
  return { ...CATALOG, models: [{ ...model, files: [{ ...model!.files[0], ...change }] }] };
}
