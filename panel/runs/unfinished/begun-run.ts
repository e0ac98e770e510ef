import type { Appearance } from '../../../src/core/document';
import type { DeviceKind } from '../../../src/core/events';
import type { RestoreRequest, SupirRestorer } from '../../../src/restore/request';
import type { Settings } from '../../settings/settings';
import { toStoredSettings } from '../../settings/stored-settings';
import type { BegunRun } from '../../store/unfinished';

type RunPixels = Pick<RestoreRequest, 'maskEdge' | 'contextRect' | 'source' | 'selection'>;

/**
 * What is stored of a request: all but the user's files. `device`: the one that runs it, with which
 * the rest has to be computed. `asked`: the panel's settings that it was asked for with.
 */
export function begunRun(
  { maskEdge, contextRect, source, selection }: RunPixels,
  restorer: SupirRestorer,
  device: DeviceKind,
  appearance: Appearance,
  asked: Settings | null,
): BegunRun {
  const { prompt, qualityPrompt, negativePrompt, settings, samplerTiles, vaeTiles } = restorer;
  const { weights, promptBatch, minSize } = restorer;
  return {
    request: { device, maskEdge, contextRect, source, selection },
    restorer: {
      prompt,
      qualityPrompt,
      negativePrompt,
      settings,
      samplerTiles,
      vaeTiles,
      weights,
      promptBatch,
      minSize,
    },
    appearance,
    settings: toStoredSettings(asked),
  };
}
