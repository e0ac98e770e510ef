import * as v from 'valibot';
import catalogJson from '../../models/catalog.json';
import { CATALOG, type Catalog } from '../../models/catalog';

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
  v.strictObject({
    models: v.array(
      v.strictObject({
        ...shipped,
        restorer: v.literal('fast'),
        embedded: v.boolean(),
        parameters: count,
      }),
    ),
    vocabulary: v.strictObject({ ...shipped, merges: count }),
    userModels: v.array(
      v.strictObject({
        name: text,
        title: text,
        role: v.picklist(['supir', 'sdxl']),
        variant: v.nullable(v.picklist(['Q', 'F'])),
        bytes: v.nullable(count),
        licence: v.nullable(
          v.strictObject({ name: text, holder: text, commercialUse: v.boolean() }),
        ),
        project: v.nullable(text),
      }),
    ),
  }),
  v.check(({ models, userModels }) => {
    const names = [...models, ...userModels].map(({ name }) => name);
    return new Set(names).size === names.length;
  }, 'two models have one name'),
) satisfies v.GenericSchema<unknown, Catalog>;

test('the catalog is what its type says', () => {
  expect(v.parse(SCHEMA, catalogJson)).toEqual(catalogJson);
});

test.each([
  ['no list', { ...CATALOG, models: {} }],
  ['a model twice', { ...CATALOG, models: [CATALOG.models[0], CATALOG.models[0]] }],
  ['a hash that is none', withFile({ sha256: 'abc' })],
  ['a negative size', withFile({ bytes: -1 })],
  ['no licence', { ...CATALOG, models: [{ ...CATALOG.models[0], licence: undefined }] }],
  ['no vocabulary', { ...CATALOG, vocabulary: undefined }],
  ['an unknown role', { ...CATALOG, userModels: [{ ...CATALOG.userModels[0], role: 'lora' }] }],
])('a catalog with %s is refused', (_, json) => {
  expect(() => v.parse(SCHEMA, json)).toThrow(v.ValiError);
});

function withFile(change: object): unknown {
  const [model] = CATALOG.models;
  return { ...CATALOG, models: [{ ...model, files: [{ ...model!.files[0], ...change }] }] };
}
