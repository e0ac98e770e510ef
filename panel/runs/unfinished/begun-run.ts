import type { DeviceKind } from '../../../src/core/events';
import type { AnyRestorer, RestoreRequest, SupirRestorer } from '../../../src/restore/request';
import type { Settings } from '../../settings/settings';
import { toStoredSettings } from '../../settings/stored-settings';
import type { BegunRun } from '../../store/unfinished';

/** What was asked for at the beginning of a run. */
export interface Asked extends Pick<BegunRun, 'appearance' | 'colors' | 'isInserted'> {
  readonly request: RestoreRequest<AnyRestorer>;
  /** The panel's settings; null: not known any more. */
  readonly settings: Settings | null;
}

/**
 * What is stored of a request: all but the user's files. `device`: the one that runs it, with which
 * the rest has to be computed.
 */
export function begunRun(
  {
    request: { maskEdge, contextRect, source, selection },
    appearance,
    colors,
    isInserted,
    settings: asked,
  }: Asked,
  restorer: SupirRestorer,
  device: DeviceKind,
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
    colors,
    isInserted,
    settings: toStoredSettings(asked),
  };
}
