import { recordCase, type RecordCase } from '../../scripts/record/cases';

/** Numbers of `Recorded` (docs/webgpu-performance.md, section 11), in 10⁹ bytes. */
export interface Reached {
  readonly dispatches: number;
  readonly submits: number;
  readonly boundGB: number;
  /** Bound outside of matrix products, convolutions and attention. */
  readonly outsideGB: number;
  /** To the device and back, during runs. */
  readonly hostGB: number;
  readonly peakGB: number;
  readonly restingGB: number;
  /** Dispatches of fused attention, of fused attention for one query, and of softmax. */
  readonly attention: readonly [fused: number, decoding: number, softmax: number];
}

export interface Budget {
  readonly name: string;
  readonly wanted: RecordCase;
  readonly reached: Reached;
}

/**
 * What the published networks were recorded with. Whoever makes a number smaller writes it here, so
 * that it stays so.
 */
export const BUDGETS: readonly Budget[] = [
  {
    name: 'step at 1024², both prompts, nvidia',
    wanted: recordCase('step', 1024),
    reached: {
      dispatches: 4098,
      submits: 263,
      boundGB: 135.4,
      outsideGB: 103.2,
      hostGB: 0.00286,
      peakGB: 7.044,
      restingGB: 4.693,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 1024², one prompt, nvidia',
    wanted: recordCase('step', 1024, { batch: 1 }),
    reached: {
      dispatches: 4098,
      submits: 263,
      boundGB: 74.33,
      outsideGB: 55.34,
      hostGB: 0.00143,
      peakGB: 6.077,
      restingGB: 4.692,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, amd',
    wanted: recordCase('step', 512, { vendor: 'amd' }),
    reached: {
      dispatches: 4098,
      submits: 263,
      boundGB: 44.11,
      outsideGB: 31.51,
      hostGB: 0.00168,
      peakGB: 5.586,
      restingGB: 4.692,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, apple',
    wanted: recordCase('step', 512, { vendor: 'apple' }),
    reached: {
      dispatches: 4098,
      submits: 263,
      boundGB: 44.11,
      outsideGB: 31.51,
      hostGB: 0.00168,
      peakGB: 5.586,
      restingGB: 4.692,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, intel',
    wanted: recordCase('step', 512, { vendor: 'intel' }),
    reached: {
      dispatches: 4129,
      submits: 265,
      boundGB: 44.11,
      outsideGB: 31.51,
      hostGB: 0.00168,
      peakGB: 5.627,
      restingGB: 4.692,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, nvidia, no 16-bit floats',
    wanted: recordCase('step', 512, { shaderF16: false }),
    reached: {
      dispatches: 3049,
      submits: 197,
      boundGB: 42.3,
      outsideGB: 24.01,
      hostGB: 0.00168,
      peakGB: 6.77,
      restingGB: 6.095,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, nvidia, no subgroups',
    wanted: recordCase('step', 512, { subgroups: false }),
    reached: {
      dispatches: 4098,
      submits: 263,
      boundGB: 44.11,
      outsideGB: 31.51,
      hostGB: 0.00168,
      peakGB: 5.586,
      restingGB: 4.692,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, least',
    wanted: recordCase('step', 512, { vendor: 'least' }),
    reached: {
      dispatches: 3049,
      submits: 197,
      boundGB: 42.3,
      outsideGB: 24.01,
      hostGB: 0.00168,
      peakGB: 6.77,
      restingGB: 6.095,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'encode at 512², nvidia',
    wanted: recordCase('encode', 512),
    reached: {
      dispatches: 268,
      submits: 19,
      boundGB: 19.59,
      outsideGB: 16.61,
      hostGB: 0.003408,
      peakGB: 1.019,
      restingGB: 0.1448,
      attention: [0, 0, 4],
    },
  },
  {
    name: 'decode at 512², nvidia',
    wanted: recordCase('decode', 512),
    reached: {
      dispatches: 354,
      submits: 24,
      boundGB: 36.26,
      outsideGB: 30.97,
      hostGB: 0.003211,
      peakGB: 2.02,
      restingGB: 0.2059,
      attention: [0, 0, 4],
    },
  },
  {
    name: 'encode at 1024², in tiles, nvidia',
    wanted: recordCase('encode', 1024),
    reached: {
      dispatches: 1968,
      submits: 454,
      boundGB: 71.24,
      outsideGB: 57.72,
      hostGB: 0.01589,
      peakGB: 1.67,
      restingGB: 1.366,
      attention: [0, 0, 20],
    },
  },
  {
    name: 'decode at 1024², in tiles, nvidia',
    wanted: recordCase('decode', 1024),
    reached: {
      dispatches: 2656,
      submits: 616,
      boundGB: 159.2,
      outsideGB: 130,
      hostGB: 0.0177,
      peakGB: 3.072,
      restingGB: 2.073,
      attention: [0, 0, 24],
    },
  },
  {
    name: 'towers, nvidia',
    wanted: recordCase('towers', 512),
    reached: {
      dispatches: 705,
      submits: 50,
      boundGB: 2.492,
      outsideGB: 0.7614,
      hostGB: 0.003322,
      peakGB: 1.437,
      restingGB: 1.422,
      attention: [43, 0, 0],
    },
  },
  {
    name: 'fast at 512², nvidia',
    wanted: recordCase('fast', 512),
    reached: {
      dispatches: 140,
      submits: 10,
      boundGB: 9.439,
      outsideGB: 4.952,
      hostGB: 0.05348,
      peakGB: 0.4478,
      restingGB: 0.05833,
      attention: [0, 0, 0],
    },
  },
];
