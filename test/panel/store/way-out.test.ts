import type { ForecastChange, WayOutName } from '../../../src/restore/forecast';
import type { SupirRestorer } from '../../../src/restore/request';
import { restorerSettings } from '../../../panel/runs/restorer-settings';
import { DEFAULT_SETTINGS, withSettings, type Settings } from '../../../panel/settings/settings';
import { isAllowed } from '../../../panel/settings/storage';
import { SETTINGS } from '../../../panel/settings/table';
import { settingsOf, waysOutOf } from '../../../panel/store/way-out';
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

describe('the ways out of an error', () => {
  const names = (code: string | null, settings: Partial<Settings> = {}): readonly string[] =>
    waysOutOf(code, { ...DEFAULT_SETTINGS, ...settings }).map(({ name }) => name);

  it('leave out what is so already', () => {
    expect(names('selection-too-large', { scale: 1 })).toEqual([]);
    expect(names('selection-too-large', { scale: 2, vaeTiles: 'off', minSize: 2048 })).toEqual([
      'tiles-auto',
      'default-size',
      'smaller-scale',
    ]);
    expect(names('no-half-floats', { weights: 'f16' })).toEqual(['weights-auto']);
    expect(names('network-too-large', { restorer: 'supir', device: 'wasm' })).toEqual([
      'device-auto',
      'fast',
    ]);
  });

  it('take the next smaller scale', () => {
    const [way] = waysOutOf('selection-too-large', { ...DEFAULT_SETTINGS, scale: 4 });
    expect(way).toEqual({ name: 'smaller-scale', change: { scale: 3 } });
  });

  it.each([null, 'unexpected', 'model-file-truncated'])('are none for %p', (code) => {
    expect(names(code)).toEqual([]);
  });
});
