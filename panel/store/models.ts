import type {
  LoraDescription,
  ModelDescription,
  SdxlDescription,
  SupirDescription,
} from '../../src/model-files/description';
import type { PackedError } from '../../src/core/errors';
import type { SupirConfig } from '../../src/restore/supir-config';
import type { ModelFile } from '../../src/weights/model-file';

export type ModelRole = ModelDescription['role'];
export const MODEL_ROLES = ['supir', 'sdxl', 'lora'] as const satisfies readonly ModelRole[];

/**
 * A model file and whether it can be read. `open`: it can; `ask`: the browser wants one click
 * first; `gone`: only which file it was is remembered, and the user has to choose it again.
 * `kept`: id of the copy that the browser keeps, if there is one.
 */
export type HeldModel<Description extends ModelDescription = ModelDescription> =
  | {
      readonly description: Description;
      readonly access: 'open';
      readonly file: ModelFile;
      readonly kept?: string | null;
    }
  | { readonly description: Description; readonly access: 'ask' | 'gone' };

/** A file that was offered and cannot be used. */
export interface RefusedFile {
  readonly name: string;
  readonly error: PackedError;
}

/** The user's model files, as far as the panel knows them. */
export interface Models {
  readonly supir: HeldModel<SupirDescription> | null;
  readonly sdxl: HeldModel<SdxlDescription> | null;
  /** Added to the base model; SUPIR runs without one. */
  readonly lora: HeldModel<LoraDescription> | null;
  /** Sizes of networks that are not the published ones. */
  readonly config: { readonly name: string; readonly config: SupirConfig } | null;
  /** Names of the files whose headers are being read. */
  readonly checking: readonly string[];
  readonly refused: readonly RefusedFile[];
}

export const NO_MODELS: Models = {
  supir: null,
  sdxl: null,
  lora: null,
  config: null,
  checking: [],
  refused: [],
};

export function withModel(models: Models, held: HeldModel): Models {
  const { description } = held;
  switch (description.role) {
    case 'supir':
      return { ...models, supir: { ...held, description } };
    case 'sdxl':
      return { ...models, sdxl: { ...held, description } };
    case 'lora':
      return { ...models, lora: { ...held, description } };
  }
}
