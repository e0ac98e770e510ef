const TILE_HELP = 'Side of a tile, in pixels of the working picture.';
const TILES = { auto: 'Auto', off: 'Off', size: 'Size' };

/** What a setting is called and does, by its name in the settings table. */
export const enSettings = {
  restorer: {
    label: 'Engine',
    help: 'SUPIR restores with your own model files on the GPU. Fast is built in and needs seconds. ComfyUI server runs SUPIR on a ComfyUI of yours, on this computer or another.',
    option: { auto: 'Auto', supir: 'SUPIR', fast: 'Fast', remote: 'ComfyUI server' },
  },

  presetStyle: {
    label: 'Preset',
    help: 'Quality rebuilds more detail; Fidelity stays closer. It follows the SUPIR file unless you choose.',
    option: { quality: 'Quality', fidelity: 'Fidelity' },
  },
  lightning: {
    label: 'Lightning',
    help: 'A few quick steps. For base models that were distilled to them (Lightning).',
  },
  prompt: {
    label: 'Prompt',
    help: 'What the picture shows, in a few English words. May stay empty. SUPIR reads 75 tokens, some 50 words, of it and the quality prompt together.',
    placeholder: 'What the picture shows',
  },
  fidelity: {
    label: 'Fidelity',
    help: 'Right: closer to the original. Left: freer. The middle is exactly the preset.',
  },

  variants: {
    label: 'Variants',
    help: 'How many results a click makes, one after the other: the seed, and the numbers that follow it. The first is inserted, unless “Insert at once” is off; the others wait to be chosen.',
  },

  scale: {
    label: 'Scale',
    help: 'How much larger the restored picture is than the selection. 1× repairs without enlarging.',
  },
  mode: {
    label: 'Output',
    help: 'How the restored picture comes back into the document.',
    option: { 'in-place': 'In place', enlarge: 'Enlarge', 'smart-object': 'Smart object' },
  },
  strength: {
    label: 'Strength',
    help: 'How much of the restored picture is used; the rest is the original, smoothly resized.',
  },
  faithful: {
    label: 'Faithful',
    help: 'Makes the result match the original when it is scaled back down. For clean sources: on noisy or compressed ones it brings the noise back.',
  },
  maskGrow: {
    label: 'Grow',
    help: 'Moves the edge of the layer mask outwards, in document pixels; negative values move it inwards.',
  },
  maskFeather: {
    label: 'Feather',
    help: 'Softens the edge of the layer mask, in document pixels.',
  },

  seed: { label: 'Seed', help: 'The same seed and settings give the same picture.' },
  sampler: {
    label: 'Sampler',
    help: 'EDM is the official choice; DPM++ 2M is for Lightning.',
    option: { edm: 'EDM', dpmpp: 'DPM++ 2M' },
  },
  steps: { label: 'Steps', help: 'More steps take longer and finish finer.' },
  churn: { label: 'Churn', help: 's_churn: noise added at each step (EDM only).' },
  noiseScale: { label: 'Noise scale', help: 's_noise: strength of the added noise.' },
  eta: { label: 'Eta', help: 'Noise put back at each step (DPM++ only).' },

  cfgStart: {
    label: 'CFG start',
    help: 'How strongly the prompts guide while the noise is high.',
  },
  cfgEnd: { label: 'CFG end', help: 'How strongly the prompts guide at the end.' },
  controlStart: {
    label: 'Control start',
    help: 'How strongly the original holds the picture while the noise is high.',
  },
  controlEnd: {
    label: 'Control end',
    help: 'How strongly the original holds the picture at the end.',
  },
  restoreCfg: {
    label: 'Restoration',
    help: 'restore_cfg: pulls towards the cleaned original. −1 is off; above 0, lower pulls more.',
  },

  negativePrompt: { label: 'Negative prompt', help: 'What the result should not look like.' },
  qualityPrompt: {
    label: 'Quality prompt',
    help: 'Put behind your prompt in every run; both share 75 tokens.',
  },

  colorFix: {
    label: 'Colours',
    help: 'Gives the result the colours of the original.',
    option: { wavelet: 'Wavelet', adain: 'AdaIN', none: 'Off' },
  },
  minSize: {
    label: 'Smallest size',
    help: 'Smaller pictures are enlarged to this shorter side before SUPIR works on them.',
  },

  loraStrength: {
    label: 'LoRA strength',
    help: 'How much of the LoRA is added to the base model; below 0 takes it away.',
  },

  weights: {
    label: 'Weights',
    help: 'How the big networks are kept on the GPU. Fewer bits need less memory.',
    option: { auto: 'Auto', f32: '32-bit', f16: '16-bit', q8: '8-bit', q4: '4-bit' },
  },
  promptBatch: {
    label: 'Prompts',
    help: 'Each step reads prompt and negative prompt: together is quicker, one after the other needs less memory on the GPU.',
    option: { auto: 'Auto', together: 'Together', apart: 'Apart' },
  },
  cardMemory: {
    label: 'Graphics memory',
    help: 'How much memory the graphics card has, in GB. Browsers do not say. With it the plan tells whether a run fits.',
    placeholder: 'Not known',
  },
  vaeTiles: {
    label: 'VAE tiles',
    help: 'Encodes and decodes large pictures in parts, which needs less memory.',
    option: TILES,
  },
  vaeEncoderTile: { label: 'Encoder', help: TILE_HELP },
  vaeDecoderTile: { label: 'Decoder', help: TILE_HELP },
  samplerTiles: {
    label: 'Sampler tiles',
    help: 'Samples large pictures in overlapping parts, which needs less memory.',
    option: TILES,
  },
  samplerTile: { label: 'Tile', help: TILE_HELP },
  samplerStride: {
    label: 'Stride',
    help: 'From one tile to the next, in pixels of the working picture.',
  },

  device: {
    label: 'Run on',
    help: 'Automatic takes the GPU through WebGPU where the browser offers it, otherwise the processor.',
    option: { auto: 'Automatic', webgpu: 'GPU', wasm: 'CPU' },
  },
  insertAtOnce: {
    label: 'Insert at once',
    help: 'Off: a finished result is kept and can be adjusted first; it becomes a layer when you say so.',
  },
  theme: {
    label: 'Appearance',
    help: 'Automatic follows the editor, or your system.',
    option: { auto: 'Auto', light: 'Light', dark: 'Dark' },
  },
  language: { label: 'Language', help: 'The language of this panel.', option: { auto: 'Auto' } },
  developer: {
    label: 'Developer inputs',
    help: 'Shows the input for config.json under Model files.',
  },
};
