import type { DeviceKind, OnRunEvent, RunNotice, RunStage, SupirPart } from '../core/events';
import type { OutputMode, Scale } from '../core/document';
import type { DocRect, Point, Rect, Size } from '../core/geometry';
import type { Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { ModelFile } from '../weights/model-file';
import type { CardKnowledge } from './card-knowledge';
import type { StepsDone } from './steps-done';
import type { SupirConfig } from './supir-config';
import type { SamplerName, SupirSettings, WeightChoice } from './supir-settings';

export type DeviceChoice = 'auto' | DeviceKind;

/** The embedded network, `src/networks/srvgg`. */
export interface FastSettings {
  readonly kind: 'fast';
  /** Share of the restored picture in the result, 0…1; the rest is the resized input. */
  readonly strength: number;
  /** Back-projection: keeps the source's own detail; for clean sources only. */
  readonly faithful: boolean;
}

/** A low-rank file, and how much of it is added: 0 is none, below 0 it is taken away. */
export interface LoraChoice {
  readonly file: ModelFile;
  readonly strength: number;
}

/** Both prompts of a guided step in one batch, or one after the other, which needs less memory. */
export const PROMPT_BATCHES = ['auto', 'together', 'apart'] as const;
export type PromptBatch = (typeof PROMPT_BATCHES)[number];

/** SUPIR from the user's own files (docs/supir.md). */
export interface SupirRestorer {
  readonly kind: 'supir';
  readonly files: { readonly supir: ModelFile; readonly sdxl: ModelFile };
  /** A low-rank file that is added to the base model, and how strongly; absent: none. */
  readonly lora?: LoraChoice;
  /** Sizes of networks that are not the published ones; null: the files' headers show them. */
  readonly config: SupirConfig | null;
  /** Description of the picture; may be empty. */
  readonly prompt: string;
  /** Joined to the prompt as it is, without a separator. */
  readonly qualityPrompt: string;
  readonly negativePrompt: string;
  readonly settings: Omit<SupirSettings, 'samplerTiles'>;
  /** Pixels of the working picture. auto: as large as the device can hold; null: untiled. */
  readonly samplerTiles: 'auto' | { readonly tile: number; readonly stride: number } | null;
  /** Pixels of the working picture. auto: as large as the device can hold; null: untiled. */
  readonly vaeTiles: 'auto' | { readonly encoder: number; readonly decoder: number } | null;
  readonly weights: WeightChoice;
  /** auto: together where the card holds both. */
  readonly promptBatch: PromptBatch;
  /** The shorter side of the working picture is at least this, pixels. */
  readonly minSize: number;
  /** Where a run with the same request stood, to go on from there; absent: it begins. */
  readonly from?: StepsDone;
}

/**
 * SUPIR on a ComfyUI server of the person's own. How to reach it, and with which secrets, is no part of
 * a request (`src/comfyui/calls.ts`).
 */
export interface RemoteRestorer extends Omit<
  SupirRestorer,
  'kind' | 'files' | 'lora' | 'config' | 'promptBatch'
> {
  readonly kind: 'remote';
  /** Origin of the server, for reports. */
  readonly server: string;
  /** Names out of the server's own lists. */
  readonly files: { readonly supir: string; readonly sdxl: string };
}

/** Restorers of this computer, which run in the engine. */
export type RestorerSettings = FastSettings | SupirRestorer;

export type AnyRestorer = RestorerSettings | RemoteRestorer;

/** Which method restores. */
export type RestorerName = AnyRestorer['kind'];

/** Facts about a SUPIR run, beside the facts of every run. */
export interface SupirReport {
  readonly weights: Exclude<WeightChoice, 'auto'>;
  readonly workingSize: Size;
  readonly sampler: SamplerName;
  readonly steps: number;
  /** After how many of them the person stopped the run and kept the picture; absent: all are done. */
  readonly stoppedAfter?: number;
  readonly seed: number;
  /** Tiles of the autoencoder, pixels; null: it ran whole. */
  readonly vaeTiles: { readonly encoder: number; readonly decoder: number } | null;
  /** Bytes of weights that the sessions were given, all networks together. */
  readonly weightBytes: number;
  /** Bytes that were read of the files for it; 0 where an earlier run had read all. */
  readonly readBytes: number;
  /** Time of that reading, milliseconds. */
  readonly readMs: number;
  /** Parts that an earlier run had done. */
  readonly skipped: readonly SupirPart[];
  /** Device, precision and shape of an evaluation, as `ForecastWork.shape` names them. */
  readonly shape: string;
  /**
   * Median time of an evaluation of the step's network, milliseconds, without the first one, which
   * compiles; null: there was no other.
   */
  readonly evaluationMs: number | null;
  /** Operations of one evaluation, 10¹² floating-point operations. */
  readonly teraflopEach: number;
  /** Time before the first and after the last step without reading, milliseconds. */
  readonly aroundMs: number;
  /** What they computed in it, 10¹² operations; less than forecast where parts were skipped. */
  readonly aroundTeraflop: number;
  /**
   * Least peak, bytes, at which a try of this run found too little memory on the graphics card,
   * before it was done in smaller tiles; null: none did.
   */
  readonly failedAtBytes: number | null;
}

/** How the selection's edge becomes the mask's. */
export interface MaskEdge {
  /** Document pixels; moves the edge of the selection outwards (inwards when negative). */
  readonly grow: number;
  /** Document pixels; standard deviation of the softening of the edge. */
  readonly feather: number;
}

/** Everything a run depends on, as one value: it can be logged, compared and replayed. */
export interface RestoreRequest<Restorer extends AnyRestorer = RestorerSettings> {
  readonly id: string;
  readonly restorer: Restorer;
  readonly device: DeviceChoice;
  /** Of the graphics card; the embedded network does not ask. */
  readonly memory: CardKnowledge;
  readonly scale: Scale;
  readonly mode: OutputMode;
  readonly maskEdge: MaskEdge;
  /** The document's canvas, document pixels. */
  readonly canvas: Size;
  /** Rectangle of `source`: the context, inside the canvas. */
  readonly contextRect: DocRect;
  /** The layer's own pixels on `contextRect`. */
  readonly source: Image;
  /** The selection on `contextRect`; null: all of it. */
  readonly selection: Mask | null;
  /**
   * Restores nothing but what the mask shows of one tile of the run, the one around this point, in
   * pixels of the context; a point where the mask shows nothing counts as the nearest one of its
   * bounds. Absent: the whole region.
   */
  readonly tryAt?: Point;
}

/** Options of a run beside its request. */
export interface RunOptions {
  /** Checked before each submission to the device. */
  readonly signal: AbortSignal;
  readonly onEvent: OnRunEvent;
  /**
   * Once it is aborted, SUPIR ends its steps after the one that goes on and makes the picture of
   * what is there. The embedded network does not look at it: it has no steps.
   */
  readonly stop?: AbortSignal;
  /** Told after each step of SUPIR where the run stands; what it is given is its own. */
  readonly onStepsDone?: OnStepsDone;
}

export type OnStepsDone = (steps: StepsDone) => void;

/** Facts about a run on this computer. */
export interface RunReport {
  readonly restorer: RestorerSettings['kind'];
  /** Name of the network, as in `models/catalog.json`; for SUPIR the names of its files. */
  readonly model: string;
  readonly precision: 'fp32' | 'mixed';
  readonly device: DeviceKind;
  /** The adapter's name, or how many wasm threads ran. */
  readonly deviceLabel: string;
  readonly scale: Scale;
  readonly mode: OutputMode;
  readonly tiles: number;
  readonly tileSize: Size;
  readonly contextSize: Size;
  readonly timingsMs: Readonly<Partial<Record<RunStage, number>>>;
  /** Time inside the network's `run` calls. */
  readonly networkMs: number;
  /** Largest sum of the pixel and tensor buffers that the run itself held, bytes. */
  readonly peakBytes: number;
  readonly notices: readonly RunNotice[];
  /** Facts about a SUPIR run; null for the embedded network. */
  readonly supir: SupirReport | null;
}

export interface RestoreResult<Report = RunReport> {
  /** Place of `image`: document pixels, or the enlarged document's in mode `enlarge`. */
  readonly rect: DocRect;
  /** The part of the source that `image` shows, in pixels of the context. */
  readonly region: Rect;
  /** The part of `region` that `mask` shows, in pixels of the context. */
  readonly shown: Rect;
  readonly image: Image;
  /** Composite mask, same size as `image`. */
  readonly mask: Mask;
  /** In mode `smart-object`: `scale` × the size of `image`; null at scale 1 and in other modes. */
  readonly content: Image | null;
  /** Whether the source is fully opaque wherever `mask` shows. */
  readonly opaque: boolean;
  readonly report: Report;
}
