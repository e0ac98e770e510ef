import type { ForecastChange, WayOutName } from '../../../src/restore/forecast';
import type { SupirRestorer } from '../../../src/restore/request';
import { restorerSettings } from '../../../panel/runs/restorer-settings';
import { DEFAULT_SETTINGS, withSettings, type Settings } from '../../../panel/settings/settings';
import { isAllowed } from '../../../panel/settings/storage';
import { SETTINGS } from '../../../panel/settings/table';
import { settingsOf } from '../../../panel/store/way-out';
import { modelsOf } from '../stories/models';

/** SUPIR as a run would get it after the change. */
function restorerAfter(change: ForecastChange): SupirRestorer {
  const settings = withSettings(DEFAULT_SETTINGS, {
    licenceAccepted: true,
    ...settingsOf(change),
  });
  const restorer = restorerSettings('supir', settings, modelsOf('Q', false), () => 0);
  if (restorer.kind !== 'supir') throw new Error('not SUPIR');
  return restorer;
}

const CHANGES: Readonly<Record<WayOutName, ForecastChange>> = {
  'weights-q8': { weights: 'q8' },
  'weights-q4': { weights: 'q4' },
  'prompts-apart': { promptBatch: 'apart' },
  'smaller-size': { minSize: 768 },
  'sampler-tiles': { samplerTiles: { tile: 1024, stride: 512 } },
  'vae-tiles': { vaeTiles: { encoder: 256, decoder: 384 } },
};

describe('a way out', () => {
  it.each(Object.entries(CHANGES))('%s reaches the request of the run as it is', (_, change) => {
    expect(restorerAfter(change)).toMatchObject(change);
  });

  it.each(Object.entries(CHANGES))('%s is made of values that settings may have', (_, change) => {
    for (const [name, value] of Object.entries(settingsOf(change))) {
      expect(isAllowed(SETTINGS[name as keyof Settings], value)).toBe(true);
    }
  });

  it('changes nothing else', () => {
    expect(Object.keys(settingsOf({ weights: 'q8' }))).toEqual(['weights']);
    expect(settingsOf({})).toEqual({});
  });
});
