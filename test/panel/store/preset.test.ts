import {
  chosenPreset,
  effectivePrompts,
  effectiveValues,
  presetMismatches,
} from '../../../panel/store/preset';
import { NO_MODELS, withModel } from '../../../panel/store/models';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { NEGATIVE_PROMPT, PRESETS, QUALITY_PROMPT } from '../../../src/restore/supir/presets';
import { loraFile, modelsOf, open } from '../stories/models';

describe('the preset', () => {
  it.each([
    ['Q', false, 'quality', 'full'],
    ['F', false, 'fidelity', 'full'],
    ['Q', true, 'quality', 'lightning'],
    ['F', true, 'fidelity', 'lightning'],
    [null, false, 'quality', 'full'],
  ] as const)('of %s with Lightning %s is %s %s', (variant, lightning, style, pace) => {
    const models = modelsOf(variant, lightning);
    expect(chosenPreset(DEFAULT_SETTINGS, models)).toEqual({ style, lightning });
    expect(effectiveValues(DEFAULT_SETTINGS, models)).toEqual(PRESETS[style][pace]);
    expect(presetMismatches(DEFAULT_SETTINGS, models)).toEqual([]);
  });

  it('is Lightning’s with a LoRA that makes the base model one, while that is added', () => {
    const models = withModel(modelsOf('Q', false), open(loraFile(true)));
    expect(effectiveValues(DEFAULT_SETTINGS, models)).toEqual(PRESETS.quality.lightning);
    expect(presetMismatches(DEFAULT_SETTINGS, models)).toEqual([]);
    const many = { ...DEFAULT_SETTINGS, lightning: false };
    expect(presetMismatches(many, models)).toEqual(['full-with-lightning-base']);
    for (const loraStrength of [0, -1]) {
      const without = { ...DEFAULT_SETTINGS, loraStrength };
      expect(chosenPreset(without, models).lightning).toBe(false);
    }
    const other = withModel(modelsOf('Q', false), open(loraFile(false)));
    expect(chosenPreset(DEFAULT_SETTINGS, other).lightning).toBe(false);
    const alone = withModel(NO_MODELS, open(loraFile(true)));
    expect(chosenPreset(DEFAULT_SETTINGS, alone).lightning).toBe(false);
  });

  it('is quality while nothing is known', () => {
    expect(chosenPreset(DEFAULT_SETTINGS, NO_MODELS)).toEqual({
      style: 'quality',
      lightning: false,
    });
  });

  it('may be chosen against the files, and says so', () => {
    const choices = { ...DEFAULT_SETTINGS, presetStyle: 'fidelity', lightning: true } as const;
    const models = modelsOf('Q', false);
    expect(effectiveValues(choices, models)).toEqual(PRESETS.fidelity.lightning);
    expect(presetMismatches(choices, models)).toEqual([
      'fidelity-with-quality-file',
      'lightning-with-full-base',
    ]);
    const other = { ...DEFAULT_SETTINGS, presetStyle: 'quality', lightning: false } as const;
    expect(presetMismatches(other, modelsOf('F', true))).toEqual([
      'quality-with-fidelity-file',
      'full-with-lightning-base',
    ]);
  });

  it('gives way to what is set by hand, and the dial too', () => {
    const choices = {
      ...DEFAULT_SETTINGS,
      fidelity: 1,
      steps: 20,
      controlEnd: 0.5,
      colorFix: 'none',
    } as const;
    expect(effectiveValues(choices, modelsOf('Q', false))).toEqual({
      ...PRESETS.quality.full,
      restoreCfg: 1,
      steps: 20,
      controlEnd: 0.5,
      colorFix: 'none',
    });
  });

  it('has the official prompts until others are written, be they empty', () => {
    expect(effectivePrompts(DEFAULT_SETTINGS)).toEqual({
      prompt: '',
      qualityPrompt: QUALITY_PROMPT,
      negativePrompt: NEGATIVE_PROMPT,
    });
    const empty = { ...DEFAULT_SETTINGS, qualityPrompt: '', negativePrompt: '' };
    expect(effectivePrompts(empty)).toEqual({ prompt: '', qualityPrompt: '', negativePrompt: '' });
  });
});
