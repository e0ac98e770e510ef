import catalogJson from './catalog.json';

/** What the page brings along (`embedded` models, the vocabulary), and what users bring. */
export interface Catalog {
  readonly models: readonly CatalogModel[];
  /** CLIP's byte-pair merges, for the prompts of all SDXL models. */
  readonly vocabulary: CatalogVocabulary;
  readonly userModels: readonly UserModel[];
}

/** Something that is built from a package and lies beside the page under `models/`. */
interface Shipped {
  /** Unique; the name that results carry. */
  readonly name: string;
  readonly title: string;
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

export interface CatalogModel extends Shipped {
  readonly restorer: 'fast';
  readonly embedded: boolean;
  readonly parameters: number;
}

export interface CatalogVocabulary extends Shipped {
  readonly merges: number;
}

/** A model that is not shipped: its licence does not allow it, or its size. */
export interface UserModel {
  readonly name: string;
  readonly title: string;
  readonly role: 'supir' | 'sdxl';
  readonly variant: 'Q' | 'F' | null;
  /** Of the published .safetensors file with 16-bit weights; null where there is no single one. */
  readonly bytes: number | null;
  /** null: every checkpoint has its own. */
  readonly licence: {
    readonly name: string;
    readonly holder: string;
    readonly commercialUse: boolean;
  } | null;
  /** Where its makers describe it. */
  readonly project: string | null;
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
  const root = record(json, 'catalog');
  const models = listAt(root, 'models', 'catalog').map((model, index) =>
    parseModel(record(model, `models[${index}]`), `models[${index}]`),
  );
  const vocabulary = record(root['vocabulary'], 'vocabulary');
  const userModels = listAt(root, 'userModels', 'catalog').map((model, index) =>
    parseUserModel(record(model, `userModels[${index}]`), `userModels[${index}]`),
  );
  const names = [...models, ...userModels].map(({ name }) => name);
  if (new Set(names).size !== names.length) {
    throw new TypeError('catalog: two models have one name');
  }
  return {
    models,
    vocabulary: {
      ...parseShipped(vocabulary, 'vocabulary'),
      merges: countAt(vocabulary, 'merges', 'vocabulary'),
    },
    userModels,
  };
}

function parseModel(json: Fields, at: string): CatalogModel {
  return {
    ...parseShipped(json, at),
    restorer: oneOf(json['restorer'], ['fast'], `${at}.restorer`),
    embedded: json['embedded'] === true,
    parameters: countAt(json, 'parameters', at),
  };
}

function parseShipped(json: Fields, at: string): Shipped {
  const licence = record(json['licence'], `${at}.licence`);
  const source = record(json['source'], `${at}.source`);
  return {
    name: textAt(json, 'name', at),
    title: textAt(json, 'title', at),
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

function parseUserModel(json: Fields, at: string): UserModel {
  const licence = json['licence'] === null ? null : record(json['licence'], `${at}.licence`);
  return {
    name: textAt(json, 'name', at),
    title: textAt(json, 'title', at),
    role: oneOf(json['role'], ['supir', 'sdxl'], `${at}.role`),
    variant: json['variant'] === null ? null : oneOf(json['variant'], ['Q', 'F'], `${at}.variant`),
    bytes: json['bytes'] === null ? null : countAt(json, 'bytes', at),
    licence: licence && {
      name: textAt(licence, 'name', at),
      holder: textAt(licence, 'holder', at),
      commercialUse: licence['commercialUse'] === true,
    },
    project: json['project'] === null ? null : textAt(json, 'project', at),
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

function oneOf<const T extends string>(value: unknown, known: readonly T[], at: string): T {
  const found = known.find((name) => name === value);
  if (found !== undefined) return found;
  throw new TypeError(`${at}: unknown "${String(value)}"`);
}

function countAt(fields: Fields, key: string, at: string): number {
  const value = fields[key];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`${at}.${key}: not a count`);
}
