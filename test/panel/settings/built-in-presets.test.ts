import { BUILT_IN_NAMES, BUILT_IN_PRESETS } from '../../../panel/settings/built-in-presets';
import { FIDELITY_DRIVES } from '../../../panel/settings/fidelity';
import { PRESET_FIELDS } from '../../../panel/settings/prompt-presets';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { isAllowed } from '../../../panel/settings/storage';
import { SETTINGS } from '../../../panel/settings/table';
import { effectivePrompts } from '../../../panel/store/preset';
import { countPrompts } from '../../../panel/store/prompt-counts';
import { readMerges } from '../../../scripts/parity/merges';
import { createMeasure } from '../../../src/restore/prompts/measure';
import { MAX_TOKENS } from '../../../src/restore/prompts/vocabulary';

const measure = createMeasure(readMerges());

/** Tokens that a caption of the person's own should find: a sentence of some 15 words. */
const ROOM = 20;

describe.each(BUILT_IN_NAMES)('the preset %s', (name) => {
  const values = BUILT_IN_PRESETS[name];
  const counts = countPrompts(effectivePrompts({ ...DEFAULT_SETTINGS, ...values }), measure);

  it('is read whole, and leaves room for a caption', () => {
    expect(counts.positive.lost).toBe('');
    expect(counts.positive.tokens).toBeLessThanOrEqual(MAX_TOKENS - ROOM);
    expect(counts.negative.lost).toBe('');
    expect(counts.negative.tokens).toBeLessThanOrEqual(MAX_TOKENS);
    expect(Object.values(counts.foreign)).toEqual([[], [], []]);
  });

  it('holds every field of a preset, with values that the settings may have', () => {
    expect(Object.keys(values).sort()).toEqual([...PRESET_FIELDS].sort());
    const wrong = PRESET_FIELDS.filter((field) => !isAllowed(SETTINGS[field], values[field]));
    expect(wrong).toEqual([]);
    for (const words of [values.prompt, values.qualityPrompt, values.negativePrompt]) {
      expect(words).toMatch(/^[\x20-\x7e]{10,}$/);
    }
  });

  it('leaves to the dial what the dial drives', () => {
    expect(FIDELITY_DRIVES.map((field) => values[field])).toEqual([null, null, null]);
  });

  it('asks for no sharpening', () => {
    const asked = `${values.prompt} ${values.qualityPrompt}`;
    expect(asked).not.toMatch(/hyper|extreme|ultra|32k|8k|high contrast|pore|HDR|color grading/i);
  });
});

describe('the presets', () => {
  it('stay closer to the original where faces would show what is made up', () => {
    const { photograph, portrait, 'old-photograph': old } = BUILT_IN_PRESETS;
    expect(portrait.fidelity).toBeGreaterThan(old.fidelity);
    expect(old.fidelity).toBeGreaterThan(photograph.fidelity);
    expect(portrait.presetStyle).toBe('fidelity');
    for (const { negativePrompt } of [photograph, portrait, old]) {
      expect(negativePrompt).toContain('over-sharpened');
    }
  });

  it('turn away from what the picture is not, never from what it is', () => {
    const { drawing, product, ...photographs } = BUILT_IN_PRESETS;
    // A drawing's signature belongs to it.
    expect(drawing.negativePrompt).not.toMatch(/drawing|painting|illustration|sketch|signature/);
    expect(drawing.negativePrompt).toMatch(/photograph/);
    expect(product.negativePrompt).toMatch(/^text, letters, words/);
    for (const { negativePrompt } of [product, ...Object.values(photographs)]) {
      expect(negativePrompt).toMatch(/painting, illustration/);
      expect(negativePrompt).not.toMatch(/photo/);
    }
  });
});
