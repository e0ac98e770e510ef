import type { DeviceKind } from '../core/events';
import type { Scale } from '../core/document';
import type { Size } from '../core/geometry';
import type { CardKnowledge } from './card-knowledge';
import type { DeviceChoice, SupirReport, SupirRestorer } from './request';

export type { CardKnowledge } from './card-knowledge';

/** Everything about a run of SUPIR but its pixels. */
export interface ForecastRequest {
  readonly restorer: SupirRestorer;
  readonly device: DeviceChoice;
  readonly scale: Scale;
  /** Of the context, document pixels. */
  readonly context: Size;
  readonly memory: CardKnowledge;
}

/** Whether a run will find memory on the graphics card: with some to spare, just so, or not. */
export type Fit = 'fits' | 'tight' | 'too-large';

/** Tiles of a working picture. */
export interface TileCount {
  /** Side, pixels of the working picture. */
  readonly tile: number;
  readonly count: number;
}

/** Memory on the graphics card, bytes. */
export interface CardForecast {
  /** The most that the run holds at once, weights that stay included. */
  readonly peakBytes: number;
  /** Weights that stay between runs. */
  readonly restingBytes: number;
  /** What a run can have: of the memory that was said, learnt or, where `isAssumed`, guessed. */
  readonly freeBytes: number;
  readonly isAssumed: boolean;
  readonly fit: Fit;
}

/** What a run of SUPIR will be, known before it starts. */
export interface SupirForecast {
  readonly device: DeviceKind;
  /** Adapters without 16-bit floats need more memory and take about twice the time. */
  readonly shaderF16: boolean;
  readonly working: Size;
  readonly steps: number;
  readonly weights: SupirReport['weights'];
  /** null: there is one prompt, since steps are not guided. */
  readonly promptsTogether: boolean | null;
  /** null: the sampler takes the picture whole. */
  readonly samplerTiles: TileCount | null;
  /** null: the autoencoder takes the picture whole. */
  readonly vaeTiles: { readonly encoder: TileCount; readonly decoder: TileCount } | null;
  /** null on the processor. */
  readonly card: CardForecast | null;
  /** Memory of the computer that the run needs, bytes. */
  readonly hostBytes: number;
  /** Memory of the computer, bytes; null: not known. */
  readonly hostMemoryBytes: number | null;
  /** Bytes of weights that are still to be read; 0: an earlier run has read all. */
  readonly readBytes: number;
  readonly work: ForecastWork;
  /** What would need less memory, the least loss first; none where nothing is left to change. */
  readonly ways: readonly WayOut[];
}

/** What a run computes, for the time that it takes. */
export interface ForecastWork {
  /**
   * Names device, precision and shape of one evaluation of the step's network: evaluations of the
   * same name take the same time.
   */
  readonly shape: string;
  /** Evaluations of that shape in the whole run: steps times tiles, and twice for prompts apart. */
  readonly evaluations: number;
  /** Operations of one evaluation, 10¹² floating-point operations. */
  readonly teraflopEach: number;
  /** Of everything before the first and after the last step, texts that are known left out. */
  readonly teraflopAround: number;
}

/** Settings that a way out changes; the others stay. */
export interface ForecastChange {
  readonly weights?: 'q8' | 'q4';
  readonly promptBatch?: 'apart';
  /** Pixels of the working picture. */
  readonly minSize?: number;
  readonly samplerTiles?: { readonly tile: number; readonly stride: number };
  readonly vaeTiles?: { readonly encoder: number; readonly decoder: number };
}

export type WayOutName =
  'weights-q8' | 'weights-q4' | 'prompts-apart' | 'smaller-size' | 'sampler-tiles' | 'vae-tiles';

/** A change of settings that makes the run need less memory, and its price. */
export interface WayOut {
  readonly name: WayOutName;
  readonly change: ForecastChange;
  /** What the run will need on the card after the change, bytes. */
  readonly peakBytes: number;
  readonly fit: Fit;
  /** Time of the whole run after the change as a multiple of the time before. */
  readonly timeFactor: number;
  /** Working size after the change. */
  readonly working: Size;
}
