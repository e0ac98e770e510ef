import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));
const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const address = v.pipe(v.string(), v.url(), v.maxLength(500));

/** Terms of a model file, as its publisher states them. */
const LICENCE = v.strictObject({
  name: text,
  holder: text,
  commercialUse: v.boolean(),
  /** Where the terms can be read. */
  url: address,
});

const KNOWN_FILE = v.strictObject({
  /** The name under which it was published; unique. */
  name: text,
  title: text,
  alsoNamed: v.array(text),
  role: v.picklist(['supir', 'sdxl', 'lora']),
  variant: v.nullable(v.picklist(['Q', 'F'])),
  /** Whether it is distilled to few steps. */
  isLightning: v.boolean(),
  /** How many steps it was distilled to; null: not distilled, or not said. */
  steps: v.nullable(bytes),
  /** Exact length; null where only a rounded one was seen, or none. */
  bytes: v.nullable(bytes),
  aboutBytes: v.nullable(bytes),
  /** Hexadecimal; null where nobody was seen to publish it. */
  sha256: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  /** The page on which it is offered. */
  page: address,
  /** The file's own address; null: it has to be fetched by way of its page. */
  address: v.nullable(address),
  /** Key in `licences`; null where no terms were read. */
  licence: v.nullable(text),
});

/** Model files that people have on their disks, and the pairs of them to recommend. */
export const FILE_TABLE = v.pipe(
  v.object({
    licences: v.record(v.string(), LICENCE),
    knownFiles: v.array(KNOWN_FILE),
    /** Recommended pairs, by names of known files. */
    ways: v.strictObject({
      full: v.strictObject({ supir: text, sdxl: text }),
      lightning: v.strictObject({ supir: text, sdxl: text }),
    }),
  }),
  v.check(
    ({ knownFiles }) => new Set(knownFiles.map(({ name }) => name)).size === knownFiles.length,
    'two files have one name',
  ),
  v.check(
    ({ knownFiles, licences }) =>
      knownFiles.every(({ licence }) => licence === null || Object.hasOwn(licences, licence)),
    'a file has a licence that is not listed',
  ),
  v.check(
    ({ knownFiles }) =>
      knownFiles.every(
        ({ address, sha256, licence }) => address === null || (sha256 !== null && licence !== null),
      ),
    'a file to download needs a hash to prove it by, and terms to accept',
  ),
  v.check(
    ({ knownFiles, ways }) =>
      Object.values(ways).every((way) =>
        Object.entries(way).every(([role, name]) =>
          knownFiles.some((file) => file.name === name && file.role === role),
        ),
      ),
    'a recommended file is not listed',
  ),
);

export type FileTable = v.InferOutput<typeof FILE_TABLE>;
export type KnownFile = FileTable['knownFiles'][number];
export type Licence = FileTable['licences'][string];
export type Way = keyof FileTable['ways'];
