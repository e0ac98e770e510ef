import type {
  FastSettings,
  RestorerName,
  RestorerSettings,
  SupirRestorer,
} from '../../src/restore/request';
import type { Models } from '../store/models';
import { openModels } from '../store/models-readiness';
import type { Settings } from '../settings/settings';
import { captionBefore } from '../settings/caption';
import { effectivePrompts, effectiveValues } from '../store/preset';

/**
 * The settings of a run in the engine's form. `newSeed` is called where the user wants another
 * noise every time.
 *
 * @throws ModelError where a file that SUPIR needs cannot be read
 */
export function restorerSettings(
  kind: RestorerName,
  settings: Settings,
  models: Models,
  newSeed: () => number,
): RestorerSettings {
  return kind === 'fast' ? fast(settings) : supir(settings, models, newSeed);
}

/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 32;

/**
 * The settings of `count` variants: the seed, and the numbers that follow it, so that each can be
 * made again by its own. The embedded network knows no chance: it has one variant.
 */
export function variantsOf(first: RestorerSettings, count: number): readonly RestorerSettings[] {
  if (first.kind === 'fast') return [first];
  return Array.from({ length: count }, (_, i) => {
    const seed = (first.settings.seed + i) % SEEDS;
    return { ...first, settings: { ...first.settings, seed } };
  });
}

function fast({ strength, faithful }: Settings): FastSettings {
  return { kind: 'fast', strength, faithful };
}

function supir(settings: Settings, models: Models, newSeed: () => number): SupirRestorer {
  const { prompt, qualityPrompt, negativePrompt } = effectivePrompts(settings);
  return {
    kind: 'supir',
    ...openModels(models, settings),
    prompt: captionBefore(prompt, qualityPrompt),
    qualityPrompt,
    negativePrompt,
    settings: { ...effectiveValues(settings, models), seed: settings.seed ?? newSeed() },
    samplerTiles: samplerTiles(settings),
    vaeTiles: vaeTiles(settings),
    weights: settings.weights,
    promptBatch: settings.promptBatch,
    minSize: settings.minSize,
  };
}

function samplerTiles(settings: Settings): SupirRestorer['samplerTiles'] {
  if (settings.samplerTiles !== 'size') return settings.samplerTiles === 'auto' ? 'auto' : null;
  const tile = settings.samplerTile;
  // A stride beyond the tile would leave gaps.
  return { tile, stride: Math.min(settings.samplerStride, tile) };
}

function vaeTiles(settings: Settings): SupirRestorer['vaeTiles'] {
  if (settings.vaeTiles !== 'size') return settings.vaeTiles === 'auto' ? 'auto' : null;
  return { encoder: settings.vaeEncoderTile, decoder: settings.vaeDecoderTile };
}
