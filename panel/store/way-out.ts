import type { ForecastChange } from '../../src/restore/forecast';
import type { Settings } from '../settings/settings';

/** The settings that a way out changes. */
export function settingsOf(change: ForecastChange): Partial<Settings> {
  const { weights, promptBatch, minSize, samplerTiles, vaeTiles } = change;
  return {
    ...(weights !== undefined && { weights }),
    ...(promptBatch !== undefined && { promptBatch }),
    ...(minSize !== undefined && { minSize }),
    ...(samplerTiles !== undefined && {
      samplerTiles: 'size' as const,
      samplerTile: samplerTiles.tile,
      samplerStride: samplerTiles.stride,
    }),
    ...(vaeTiles !== undefined && {
      vaeTiles: 'size' as const,
      vaeEncoderTile: vaeTiles.encoder,
      vaeDecoderTile: vaeTiles.decoder,
    }),
  };
}
