import type { RemoteRestorer } from '../../src/restore/request';
import { captionBefore } from '../settings/caption';
import type { Settings } from '../settings/settings';
import { effectivePrompts, effectiveValues, type PresetModels } from './preset';

type SupirTiles = Pick<RemoteRestorer, 'samplerTiles' | 'vaeTiles'>;

/** What SUPIR is asked for, wherever it runs. */
export type AskedOfSupir = Omit<RemoteRestorer, 'kind' | 'server' | 'files' | 'from'>;

/** `newSeed` is called where the user wants another noise every time. */
export function askedOfSupir(
  settings: Settings,
  models: PresetModels,
  newSeed: () => number,
): AskedOfSupir {
  const { prompt, qualityPrompt, negativePrompt } = effectivePrompts(settings);
  return {
    prompt: captionBefore(prompt, qualityPrompt),
    qualityPrompt,
    negativePrompt,
    settings: { ...effectiveValues(settings, models), seed: settings.seed ?? newSeed() },
    samplerTiles: samplerTiles(settings),
    vaeTiles: vaeTiles(settings),
    weights: settings.weights,
    minSize: settings.minSize,
  };
}

function samplerTiles(settings: Settings): SupirTiles['samplerTiles'] {
  if (settings.samplerTiles !== 'size') return settings.samplerTiles === 'auto' ? 'auto' : null;
  const tile = settings.samplerTile;
  // A stride beyond the tile would leave gaps.
  return { tile, stride: Math.min(settings.samplerStride, tile) };
}

function vaeTiles(settings: Settings): SupirTiles['vaeTiles'] {
  if (settings.vaeTiles !== 'size') return settings.vaeTiles === 'auto' ? 'auto' : null;
  return { encoder: settings.vaeEncoderTile, decoder: settings.vaeDecoderTile };
}
