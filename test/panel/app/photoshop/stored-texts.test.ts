import { textsIn } from '../../../../panel/app/photoshop/stored-texts';
import { createMeasurementsStorage } from '../../../../panel/runs/forecast/measurements-storage';
import { DEFAULT_SETTINGS } from '../../../../panel/settings/settings';
import {
  createSettingsStorage,
  serializeSettings,
  type SettingsStorage,
} from '../../../../panel/settings/storage';
import type { MeasurementsStorage } from '../../../../panel/runs/forecast/measurements-storage';
import { NOTHING_MEASURED } from '../../../../panel/store/measurements';

const SETTINGS = { ...DEFAULT_SETTINGS, steps: 12 };
const MEASURED = { ...NOTHING_MEASURED, bytesPerMs: 4e5 };

interface Visit {
  readonly settings: SettingsStorage;
  readonly measurements: MeasurementsStorage;
  /** What the plugin keeps. */
  kept(): string | null;
}

function visit(stored: string | null): Visit {
  let kept = stored;
  const texts = textsIn({ stored, save: (text) => (kept = text) });
  return {
    settings: createSettingsStorage(() => texts),
    measurements: createMeasurementsStorage(() => texts),
    kept: () => kept,
  };
}

test('settings and measurements share the plugin’s one text, in any order', () => {
  const first = visit(null);
  first.measurements.save(MEASURED);
  first.settings.save(SETTINGS);
  const second = visit(first.kept());
  expect([second.settings.load(), second.measurements.load()]).toEqual([SETTINGS, MEASURED]);
  second.settings.save({ ...SETTINGS, steps: 13 });
  second.measurements.save({ ...MEASURED, bytesPerMs: 5e5 });
  const third = visit(second.kept());
  expect(third.settings.load().steps).toBe(13);
  expect(third.measurements.load().bytesPerMs).toBe(5e5);
});

test('settings of an earlier version are read as they were', () => {
  expect(visit(serializeSettings(SETTINGS)).settings.load()).toEqual(SETTINGS);
});

test.each([
  null,
  '',
  '{',
  '[1]',
  '7',
  '{"others":[1]}',
  '{"others":{"supir-panel.measurements":7}}',
])('from %p both are what they are at first', (stored) => {
  const { settings, measurements } = visit(stored);
  expect(settings.load()).toEqual(DEFAULT_SETTINGS);
  expect(measurements.load()).toEqual(NOTHING_MEASURED);
});
