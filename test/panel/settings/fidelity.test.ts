import {
  BALANCED,
  fidelityValues,
  isFidelityCustom,
  turnFidelity,
} from '../../../panel/settings/fidelity';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { SETTINGS } from '../../../panel/settings/table';
import { PRESETS } from '../../../src/restore/supir/presets';

const PRESET = PRESETS.quality.full;
const { step } = SETTINGS.fidelity;
const PLACES = Array.from({ length: Math.round(1 / step) + 1 }, (_, i) => i * step);

/** What `pullToCenter` multiplies with at half of the highest noise. */
function pull(restoreCfg: number): number {
  return restoreCfg <= 0 ? 0 : 0.5 ** restoreCfg;
}

describe('the fidelity dial', () => {
  it('is the preset in its middle', () => {
    expect(fidelityValues(BALANCED, PRESET)).toBe(PRESET);
  });

  it('ends at 80 % of the control on the left and at the strongest pull on the right', () => {
    expect(fidelityValues(0, PRESET)).toMatchObject({
      controlStart: 0.8,
      controlEnd: 0.8,
      restoreCfg: -1,
    });
    expect(fidelityValues(1, PRESET)).toMatchObject({
      controlStart: 1,
      controlEnd: 1,
      restoreCfg: 1,
    });
    expect(fidelityValues(0.55, PRESET).restoreCfg).toBe(5.5);
  });

  it('comes closer to the original with every step to the right', () => {
    const values = PLACES.map((place) => fidelityValues(place, PRESET));
    for (let i = 1; i < values.length; i++) {
      const [less, more] = [values[i - 1]!, values[i]!];
      const [a, b] = [
        less.controlEnd + pull(less.restoreCfg),
        more.controlEnd + pull(more.restoreCfg),
      ];
      expect(b).toBeGreaterThan(a);
      expect(more.controlStart).toBeGreaterThanOrEqual(less.controlStart);
    }
  });

  it('stays within what may be set by hand', () => {
    for (const place of PLACES) {
      const values = fidelityValues(place, PRESET);
      for (const name of ['restoreCfg', 'controlStart', 'controlEnd'] as const) {
        expect(values[name]).toBeGreaterThanOrEqual(SETTINGS[name].min);
        expect(values[name]).toBeLessThanOrEqual(SETTINGS[name].max);
      }
    }
  });

  it('says when something it drives is set by hand, and takes it back when it is turned', () => {
    expect(isFidelityCustom(DEFAULT_SETTINGS)).toBe(false);
    const custom = { ...DEFAULT_SETTINGS, controlEnd: 0.7 };
    expect(isFidelityCustom(custom)).toBe(true);
    const turned = { ...custom, ...turnFidelity(0.8) };
    expect(isFidelityCustom(turned)).toBe(false);
    expect(turned.fidelity).toBe(0.8);
  });
});
