import { STANDARD_VALUES, type PresetValues } from './prompt-presets';

type Words = Pick<PresetValues, 'prompt' | 'qualityPrompt' | 'negativePrompt'>;
type Dials = Pick<PresetValues, 'presetStyle' | 'fidelity'>;

function preset(dials: Dials, words: Words): PresetValues {
  return { ...STANDARD_VALUES, ...dials, ...words };
}

/**
 * The prompt presets that come with the panel, in its order; why they are worded so is in
 * docs/supir.md, section 13.1. Prompt and quality prompt together leave a good part of the 75
 * tokens to what the person adds.
 */
export const BUILT_IN_PRESETS = {
  photograph: preset(
    { presetStyle: 'quality', fidelity: 0.5 },
    {
      prompt: 'a photograph in natural light',
      qualityPrompt:
        'Highly detailed photo, taken using a Canon EOS R camera, fine natural texture, clear focus, true colors, realistic detail, perfect without deformations.',
      negativePrompt:
        'painting, illustration, drawing, sketch, cartoon, CG Style, 3D render, blurring, dirty, messy, noise, worst quality, low quality, frames, watermark, jpeg artifacts, deformed, lowres, over-smooth, over-sharpened, halos',
    },
  ),
  portrait: preset(
    { presetStyle: 'fidelity', fidelity: 0.7 },
    {
      prompt: 'a portrait photograph of a person, soft natural light',
      qualityPrompt:
        'Natural skin, lifelike eyes, soft hair, gentle contrast, true skin tones, faithful likeness, portrait lens, perfect without deformations.',
      negativePrompt:
        'over-sharpened, harsh contrast, plastic skin, waxy skin, exaggerated wrinkles and pores, heavy makeup, deformed face, uneven eyes, bad teeth, painting, illustration, cartoon, 3D render, blurring, noise, low quality, jpeg artifacts, watermark',
    },
  ),
  'old-photograph': preset(
    { presetStyle: 'quality', fidelity: 0.6 },
    {
      prompt: 'an old photograph, cleanly restored',
      qualityPrompt:
        'Clean print, even exposure, gentle contrast, natural faces, realistic fabric and surfaces, fine detail, perfect without deformations.',
      negativePrompt:
        'scratches, dust, creases, stains, cracks, torn edges, fading, film grain, noise, halftone dots, blurring, over-sharpened, plastic skin, deformed face, painting, illustration, cartoon, 3D render, jpeg artifacts, low quality, watermark',
    },
  ),
  drawing: preset(
    { presetStyle: 'fidelity', fidelity: 0.6 },
    {
      prompt: 'a drawing, clean line art',
      qualityPrompt:
        'Crisp clean lines, even flat colors, smooth gradients, sharp edges, high quality illustration, perfect without deformations.',
      negativePrompt:
        'photograph, photo-realistic, 3D render, skin texture, film grain, noise, paper stains, smudges, halos around lines, broken lines, double lines, blurring, jpeg artifacts, color bleeding, worst quality, low quality, lowres, deformed',
    },
  ),
  product: preset(
    { presetStyle: 'quality', fidelity: 0.6 },
    {
      prompt: 'a studio product photograph, plain unmarked surfaces',
      qualityPrompt:
        'Even softbox lighting, fine material texture, clean edges, smooth background, true colors, realistic detail, perfect without deformations.',
      negativePrompt:
        'text, letters, words, numbers, logo, label, caption, barcode, watermark, signature, painting, illustration, cartoon, CG Style, 3D render, scratches, dust, noise, blurring, distorted shape, low quality, jpeg artifacts, over-sharpened, halos',
    },
  ),
} as const satisfies Readonly<Record<string, PresetValues>>;

export type BuiltInName = keyof typeof BUILT_IN_PRESETS;

export const BUILT_IN_NAMES = Object.keys(BUILT_IN_PRESETS) as readonly BuiltInName[];

export function isBuiltIn(id: string): id is BuiltInName {
  return Object.hasOwn(BUILT_IN_PRESETS, id);
}
