/** Words for the plan of a run of SUPIR, shown before it begins. */
export const enPlan = {
  title: 'Before you run',
  asking: 'Planning…',
  failed: 'Cannot run like this',
  fit: { fits: 'Fits', tight: 'Tight', 'too-large': 'Does not fit' },
  /** Where nobody has said how much memory the card has. */
  assumedFit: { fits: 'Should fit', tight: 'May be tight', 'too-large': 'May not fit' },
  onProcessor: 'On the CPU',
  about: (time: string): string => `about ${time}`,
  guess: (time: string): string => `${time}, a guess`,

  time: {
    reading: 'Reading, once',
    step: 'Each step',
    total: 'In all',
    perStep: (time: string): string => `× ${time}`,
    basis: {
      measured: 'As measured on this device at this size.',
      'other-shape': 'Reckoned from runs at another size on this device.',
      guess: 'A guess: nothing has been measured on this device. The first run will tell.',
    },
  },

  card: 'Graphics memory',
  needs: (needed: string, free: string): string => `${needed} of ${free} free`,
  needsAssumed: (needed: string, free: string): string => `${needed} of ${free} free, assumed`,
  assumed: 'Browsers do not say how much memory the card has. Say it here once:',
  total: 'The card has',
  failedAt: (bytes: string): string =>
    `A run with ${bytes} ran out of memory on this card. The plan counts on less.`,
  forget: 'Forget that',

  facts: {
    working: 'Working size',
    steps: 'Steps',
    stepsValue: { together: 'prompts together', apart: 'prompts one after the other' },
    weights: 'Weights',
    samplerTiles: 'Sampler tiles',
    vaeTiles: 'VAE tiles',
    tiles: (count: string, tile: string): string => `${count} × ${tile} px`,
    whole: 'none',
    reading: 'To read',
    host: 'Computer memory',
    hostOf: (needed: string, all: string): string => `${needed} of ${all}`,
  },

  ways: {
    title: 'Ways out',
    none: 'Nothing is left to change here. A smaller selection needs less.',
    name: {
      'weights-q8': '8-bit weights',
      'weights-q4': '4-bit weights',
      'prompts-apart': 'Prompts one after the other',
      'smaller-size': (size: string): string => `Work at ${size}`,
      'sampler-tiles': 'Sample in tiles',
      'vae-tiles': 'VAE in smaller tiles',
    },
    less: (bytes: string): string => `${bytes} less`,
    price: {
      'weights-q8': 'differences within ±2 of 255',
      'weights-q4': 'a visibly different picture',
      'prompts-apart': 'the same picture',
      'smaller-size': 'less detail',
      'sampler-tiles': 'parts see less of the whole',
      'vae-tiles': 'nearly the same picture',
    },
    slower: (percent: string): string => `${percent} slower`,
    quicker: (percent: string): string => `${percent} quicker`,
    then: { fits: 'then it fits', tight: 'then tight', 'too-large': 'still not enough' },
    and: (first: string, second: string): string => `${first}, ${second}`,
  },

  errorWays: {
    'tiles-auto': ['Automatic tiles', 'The panel chooses tiles that the device can hold.'],
    'smaller-scale': ['Smaller scale', 'The result has fewer pixels.'],
    'weights-auto': ['Automatic weights', 'The panel chooses what this device can use.'],
    'device-auto': ['Automatic device', 'The GPU where there is one.'],
    fast: ['Fast engine', 'Seconds on any machine, less detail.'],
  },

  noHalfFloats: {
    text: 'This browser calculates with 32-bit floats only: Chrome on Linux switches 16-bit ones off on NVIDIA cards. Started with this flag it needs less memory and about half the time:',
    copy: 'Copy the flag',
  },
};
