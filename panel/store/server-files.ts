import { isFewSteps, variantOf } from '../../src/model-files/name-hints';
import type { ServerSettings } from './server';
import type { PresetModels } from './preset';

type Files = Pick<ServerSettings, 'supir' | 'sdxl'>;

/** What a server lists, by what it is for. */
export interface ListedFiles {
  readonly supir: readonly string[];
  readonly sdxl: readonly string[];
}

/** Names that say of themselves that they are no whole SDXL checkpoint for SUPIR. */
const NO_BASE = /supir|refiner|inpaint|sd[-_ ]?1[._]5|v1-5|flux|sd3|vae/i;

/**
 * The files to restore with: those that are chosen, as long as they are listed, else the only ones
 * whose names fit. Of several base models the person has to say which one.
 */
export function chosenFiles({ supir, sdxl }: Files, listed: ListedFiles): Files {
  const models = listed.supir.filter((name) => /supir/i.test(name));
  const bases = listed.sdxl.filter((name) => !NO_BASE.test(name));
  const quality = models.find((name) => variantOf(name) === 'Q');
  return {
    supir: kept(supir, listed.supir) ?? quality ?? models[0] ?? null,
    sdxl: kept(sdxl, listed.sdxl) ?? (bases.length === 1 ? (bases[0] ?? null) : null),
  };
}

function kept(name: string | null, listed: readonly string[]): string | null {
  return name !== null && listed.includes(name) ? name : null;
}

/** What the names of a server's files say for the preset; their contents stay there. */
export function serverModels({ supir, sdxl }: Files): PresetModels {
  return {
    supir: supir === null ? null : { description: { variant: variantOf(supir) } },
    sdxl: sdxl === null ? null : { description: { isLightning: isFewSteps(sdxl, {}) } },
    lora: null,
  };
}
