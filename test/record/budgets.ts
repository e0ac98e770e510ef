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
      dispatches: 4385,
      submits: 281,
      boundGB: 173.3,
      outsideGB: 131.2,
      hostGB: 0.00286,
      peakGB: 8.452,
      restingGB: 7.179,
      attention: [225, 0, 0],
    },
  },
  {
    name: 'step at 1024², one prompt, nvidia',
    wanted: recordCase('step', 1024, { batch: 1 }),
    reached: {
      dispatches: 4385,
      submits: 281,
      boundGB: 99,
      outsideGB: 74.14,
      hostGB: 0.00143,
      peakGB: 7.147,
      restingGB: 6.641,
      attention: [225, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, amd',
    wanted: recordCase('step', 512, { vendor: 'amd' }),
    reached: {
      dispatches: 4310,
      submits: 276,
      boundGB: 59.65,
      outsideGB: 43.7,
      hostGB: 0.00168,
      peakGB: 6.377,
      restingGB: 6.095,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, apple',
    wanted: recordCase('step', 512, { vendor: 'apple' }),
    reached: {
      dispatches: 4310,
      submits: 276,
      boundGB: 59.65,
      outsideGB: 43.7,
      hostGB: 0.00168,
      peakGB: 6.377,
      restingGB: 6.095,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, intel',
    wanted: recordCase('step', 512, { vendor: 'intel' }),
    reached: {
      dispatches: 4341,
      submits: 278,
      boundGB: 59.65,
      outsideGB: 43.7,
      hostGB: 0.00168,
      peakGB: 6.377,
      restingGB: 6.095,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, nvidia, no 16-bit floats',
    wanted: recordCase('step', 512, { shaderF16: false }),
    reached: {
      dispatches: 3356,
      submits: 216,
      boundGB: 60.9,
      outsideGB: 37.25,
      hostGB: 0.00168,
      peakGB: 7.287,
      restingGB: 7.053,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, nvidia, no subgroups',
    wanted: recordCase('step', 512, { subgroups: false }),
    reached: {
      dispatches: 4310,
      submits: 276,
      boundGB: 59.65,
      outsideGB: 43.7,
      hostGB: 0.00168,
      peakGB: 6.377,
      restingGB: 6.095,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'step at 512², both prompts, least',
    wanted: recordCase('step', 512, { vendor: 'least' }),
    reached: {
      dispatches: 3356,
      submits: 216,
      boundGB: 60.9,
      outsideGB: 37.25,
      hostGB: 0.00168,
      peakGB: 7.287,
      restingGB: 7.053,
      attention: [210, 0, 0],
    },
  },
  {
    name: 'encode at 512², nvidia',
    wanted: recordCase('encode', 512),
    reached: {
      dispatches: 258,
      submits: 19,
      boundGB: 20.67,
      outsideGB: 16.53,
      hostGB: 0.003408,
      peakGB: 1.599,
      restingGB: 1.582,
      attention: [0, 9, 0],
    },
  },
  {
    name: 'decode at 512², nvidia',
    wanted: recordCase('decode', 512),
    reached: {
      dispatches: 342,
      submits: 23,
      boundGB: 38.31,
      outsideGB: 31.85,
      hostGB: 0.003211,
      peakGB: 2.776,
      restingGB: 1.576,
      attention: [0, 9, 0],
    },
  },
  {
    name: 'towers, nvidia',
    wanted: recordCase('towers', 512),
    reached: {
      dispatches: 705,
      submits: 50,
      boundGB: 2.841,
      outsideGB: 1.002,
      hostGB: 0.003322,
      peakGB: 1.288,
      restingGB: 1.287,
      attention: [43, 0, 0],
    },
  },
  {
    name: 'fast at 512², nvidia',
    wanted: recordCase('fast', 512),
    reached: {
      dispatches: 74,
      submits: 6,
      boundGB: 9.647,
      outsideGB: 5.15,
      hostGB: 0.05348,
      peakGB: 0.3749,
      restingGB: 0.3245,
      attention: [0, 0, 0],
    },
  },
];
