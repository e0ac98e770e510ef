import catalogJson from './catalog.json';

/** What can be installed, and what the page brings along (`embedded`). */
export interface Catalog {
  readonly models: readonly CatalogModel[];
}

export interface CatalogModel {
  /** Unique; the name that results carry. */
  readonly name: string;
  readonly title: string;
  readonly restorer: 'fast';
  readonly embedded: boolean;
  readonly parameters: number;
  /** Beside the page under `models/`. */
  readonly files: readonly CatalogFile[];
  readonly licence: {
    /** SPDX identifier. */
    readonly spdx: string;
    readonly copyright: string;
    /** Names of text files beside the model's own. */
    readonly file: string;
    readonly notice: string;
  };
  readonly source: {
    readonly project: string;
    readonly package: string;
    readonly version: string;
    readonly files: readonly CatalogFile[];
  };
}

export interface CatalogFile {
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export const CATALOG: Catalog = parseCatalog(catalogJson);

/** Throws a TypeError that names the place: the catalog is part of the program. */
export function parseCatalog(json: unknown): Catalog {
  const models = listAt(record(json, 'catalog'), 'models', 'catalog').map((model, index) =>
    parseModel(record(model, `models[${index}]`), `models[${index}]`),
  );
  if (new Set(models.map(({ name }) => name)).size !== models.length) {
    throw new TypeError('catalog: two models have one name');
  }
  return { models };
}

function parseModel(json: Fields, at: string): CatalogModel {
  const licence = record(json['licence'], `${at}.licence`);
  const source = record(json['source'], `${at}.source`);
  const restorer = textAt(json, 'restorer', at);
  if (restorer !== 'fast') throw new TypeError(`${at}.restorer: unknown "${restorer}"`);
  return {
    name: textAt(json, 'name', at),
    title: textAt(json, 'title', at),
    restorer,
    embedded: json['embedded'] === true,
    parameters: countAt(json, 'parameters', at),
    files: listAt(json, 'files', at).map((file, i) => parseFile(file, `${at}.files[${i}]`)),
    licence: {
      spdx: textAt(licence, 'spdx', at),
      copyright: textAt(licence, 'copyright', at),
      file: textAt(licence, 'file', at),
      notice: textAt(licence, 'notice', at),
    },
    source: {
      project: textAt(source, 'project', at),
      package: textAt(source, 'package', at),
      version: textAt(source, 'version', at),
      files: listAt(source, 'files', at).map((file, i) =>
        parseFile(file, `${at}.source.files[${i}]`),
      ),
    },
  };
}

function parseFile(json: unknown, at: string): CatalogFile {
  const file = record(json, at);
  const sha256 = textAt(file, 'sha256', at);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError(`${at}.sha256: not a SHA-256`);
  return { name: textAt(file, 'name', at), bytes: countAt(file, 'bytes', at), sha256 };
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown, at: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new TypeError(`${at}: not an object`);
}

function listAt(fields: Fields, key: string, at: string): readonly unknown[] {
  const value = fields[key];
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new TypeError(`${at}.${key}: not a list`);
}

function textAt(fields: Fields, key: string, at: string): string {
  const value = fields[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new TypeError(`${at}.${key}: not a text`);
}

function countAt(fields: Fields, key: string, at: string): number {
  const value = fields[key];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`${at}.${key}: not a count`);
}
