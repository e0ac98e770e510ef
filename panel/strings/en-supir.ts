/** Words for SUPIR: the choice of it, model files, presets and prompts. */
export const enSupir = {
  restorer: {
    using: {
      supir: 'SUPIR will be used.',
      fast: 'Fast will be used.',
      remote: 'The ComfyUI server will be used.',
    },
    chosen: {
      supir: 'Rebuilds lost detail; minutes on a strong GPU.',
      fast: 'Built in; seconds on any machine.',
      remote: 'SUPIR on a server of yours; the picture goes there and comes back.',
    },
    obstacle: {
      'models-missing': 'SUPIR needs two model files.',
      'supir-model-missing': 'The SUPIR file is still missing.',
      'base-model-missing': 'The SDXL base model is still missing.',
      'models-do-not-fit': 'The two model files do not fit together.',
      'lora-does-not-fit': 'The LoRA does not fit the model files.',
      'model-access-needed': 'The model files wait for your permission.',
      'model-choose-again': 'The model files have to be chosen again.',
      'model-config-needed': 'The model files need their config.json.',
      'model-licence-open': 'The terms of SUPIR are not accepted yet.',
      'no-gpu': 'SUPIR needs a GPU to be quick.',
      'server-address-missing': 'The address of the server is missing.',
      'server-headers-open': 'The header lines would cross the network unencrypted.',
      'server-files-missing': 'Test the connection, then choose the files on the server.',
      'server-supir-missing': 'Choose the SUPIR file on the server.',
      'server-base-missing': 'Choose the base model on the server.',
      'server-licence-open': 'The terms of SUPIR are not accepted yet.',
      'server-privacy-open': 'You have not allowed yet that pictures go to this server.',
    },
  },

  models: {
    title: 'Model files',
    none: 'None yet',
    short: (supir: string, sdxl: string): string => `${supir} + ${sdxl}`,
    intro:
      'Two files of yours (.safetensors or .ckpt), in any order: SUPIR-v0Q or SUPIR-v0F, and an SDXL checkpoint; a LoRA if you like. They are read where they lie; nothing is copied or uploaded.',
    pick: 'Choose files…',
    drop: 'or drop them onto this panel',
    dropHere: 'Drop the model files',
    role: { supir: 'SUPIR', sdxl: 'Base model', lora: 'LoRA' },
    missing: {
      supir: 'SUPIR-v0Q or SUPIR-v0F',
      sdxl: 'Any SDXL checkpoint',
      lora: 'Optional: one for SDXL',
    },
    notChosen: 'not chosen',
    variant: { Q: 'Quality', F: 'Fidelity' },
    lightning: 'Lightning',
    unpublished: 'own size',
    hint: {
      'v-prediction':
        'Its name hints at v-prediction. If it is such a model, the result will be wrong: choose one that predicts the noise (epsilon).',
      'zero-snr':
        'Its name hints at zero terminal SNR. If it is such a model, the result will be wrong: choose one that predicts the noise (epsilon).',
      edm: 'Its name hints at an EDM model. If it is one, the result will be wrong: choose one that predicts the noise (epsilon).',
      x0: 'Its name hints at a one-step model (x0). If it is one, the result will be wrong: choose one that predicts the noise (epsilon).',
    },
    remove: (name: string): string => `Remove ${name}`,
    replace: (name: string): string => `Replace ${name}`,
    checking: (names: string): string => `Reading ${names}…`,
    dismiss: 'Dismiss',
    allow: 'Allow access again',
    allowText: 'The browser asks once after a reload before it reads the files again.',
    gone: 'This browser cannot remember where files lie: choose them again.',
    config: 'Network sizes',
    configText: 'For networks that are not of the published sizes.',
    configPick: 'Choose config.json…',
    configRemove: 'Remove the network sizes',
  },

  hostFiles: {
    pick: 'Choose in Photoshop’s dialog…',
    explained:
      'Slower: the file is copied through Photoshop. For when the chooser above does not open.',
    known: 'Chosen before in Photoshop’s dialog:',
    again: 'Load again',
    forget: (name: string): string => `Forget ${name}`,
    loading: (name: string): string => `Reading ${name} through Photoshop…`,
    counted: (done: string, total: string): string => `${done} of ${total}`,
    cancel: 'Cancel',
  },

  licence: {
    title: 'Non-commercial use',
    text: (holder: string): string =>
      `The SUPIR weights belong to ${holder} and may be used for non-commercial purposes only. Commercial use needs their permission.`,
    accept: 'I understand and accept',
    more: 'Read the terms',
    about: 'SUPIR weights',
  },

  preset: {
    mismatch: {
      'quality-with-fidelity-file': 'The SUPIR file is v0F, made for Fidelity.',
      'fidelity-with-quality-file': 'The SUPIR file is v0Q, made for Quality.',
      'lightning-with-full-base':
        'The base model does not look like a Lightning model; few steps may look unfinished.',
      'full-with-lightning-base':
        'The base model or its LoRA is a Lightning one; many steps may look burnt.',
    },
  },

  prompt: {
    standard: 'the standard text',
    empty: 'empty',
    tokens: {
      atMost: (limit: string): string => `At most ${limit} tokens`,
      used: (used: string, limit: string): string => `${used} of ${limit} tokens`,
      quality: (count: string): string => `quality prompt: ${count}`,
      together: 'with the prompt',
      over: (count: string): string => `${count} over the limit. Not read:`,
      foreign: 'Commands of other programs, read as plain words:',
      failed: (reason: string): string => `Not counted. ${reason}`,
    },
    paste: 'Paste',
    pasteInto: (label: string): string => `Paste into ${label}`,
  },

  fidelity: {
    left: 'Freer',
    right: 'Closer to the original',
    custom: 'Custom',
    customText: 'Set by hand under SUPIR settings; moving the dial takes over again.',
    middle: 'the middle',
    /** As a screen reader says it with the dial's value. */
    ends: '0% is freest, 100% is closest to the original.',
  },

  detail: {
    title: 'SUPIR settings',
    custom: (count: string): string => `${count} changed`,
    group: {
      sampling: 'Sampling',
      guidance: 'Guidance',
      prompts: 'Prompts',
      picture: 'Picture',
      memory: 'Memory',
    },
    seedOption: { random: 'New each time', fixed: 'Fixed' },
    seedNumber: 'Seed number',
  },

  run: {
    part: {
      text: 'Reading the prompt…',
      'denoise-encode': 'Cleaning the original…',
      'stage1-decode': 'Decoding the cleaned original…',
      'stage1-encode': 'Encoding the cleaned original…',
      sample: 'Restoring…',
      decode: 'Decoding the result…',
    },
    counted: (what: string, done: string, total: string): string => `${what} ${done} of ${total}`,
    step: (step: string, total: string): string => `Step ${step} of ${total}`,
    stepTile: (step: string, tile: string, tiles: string): string =>
      `${step}, tile ${tile} of ${tiles}`,
    /** `text`: what is being done. */
    variant: (variant: string, variants: string, text: string): string =>
      `Variant ${variant} of ${variants} · ${text}`,
    network: {
      text: 'text encoders',
      'denoise-encode': 'VAE',
      'stage1-decode': 'VAE',
      'stage1-encode': 'VAE',
      sample: 'UNet',
      decode: 'VAE',
    },
    load: (what: string, done: string, total: string): string =>
      `Loading ${what} ${done} of ${total}`,
    preview: 'The result in the making',
  },

  region: {
    working: (size: string): string => `SUPIR enlarges it to ${size} to work on it`,
  },

  result: {
    weights: 'Weights',
    weightsValue: (type: string, size: string): string => `${type}, ${size}`,
    read: 'Read from the files',
    readKept: (size: string): string => `${size}; the rest was kept from an earlier run`,
    steps: 'Steps',
    seed: 'Seed',
    keepSeed: 'Keep this seed',
    seedKept: 'Seed kept',
    working: 'Working size',
    vaeTiles: 'VAE tiles',
    vaeTilesValue: (encoder: string, decoder: string): string => `${encoder} / ${decoder} px`,
  },
};
