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

/** `test/models/catalog.test.ts` checks that the JSON is what its type says. */
export const CATALOG = catalogJson as Catalog;
