import catalogJson from './catalog.json';
import type { FileTable } from './known-files';

/** What the page brings along (`embedded` models, the vocabulary), and what users bring. */
export interface Catalog extends FileTable {
  readonly models: readonly CatalogModel[];
  /** CLIP's byte-pair merges, for the prompts of all SDXL models. */
  readonly vocabulary: CatalogVocabulary;
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

export interface CatalogFile {
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** `test/models/catalog.test.ts` checks that the JSON is what its type says. */
export const CATALOG = catalogJson as Catalog;
