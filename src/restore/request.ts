import type { DeviceKind, RunNotice, Stage } from '../core/events';
import type { DocRect, Size } from '../core/geometry';
import type { Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { OutputMode, Scale } from '../core/output';

export type DeviceChoice = 'auto' | DeviceKind;

/** The embedded network, `src/networks/srvgg`. */
export interface FastSettings {
  readonly kind: 'fast';
  /** Share of the restored picture in the result, 0…1; the rest is the resized input. */
  readonly strength: number;
  /** Back-projection: keeps the source's own detail; for clean sources only. */
  readonly faithful: boolean;
}

export type RestorerSettings = FastSettings;

export interface MaskSettings {
  /** Document pixels; moves the edge of the selection outwards (inwards when negative). */
  readonly grow: number;
  /** Document pixels; standard deviation of the softening of the edge. */
  readonly feather: number;
}

/** Everything a run depends on, as one value: it can be logged, compared and replayed. */
export interface RestoreRequest {
  readonly id: string;
  readonly restorer: RestorerSettings;
  readonly device: DeviceChoice;
  readonly scale: Scale;
  readonly mode: OutputMode;
  readonly mask: MaskSettings;
  /** The document's canvas, document pixels. */
  readonly canvas: Size;
  /** Where `source` lies: the context, inside the canvas. */
  readonly contextRect: DocRect;
  /** The layer's own pixels on `contextRect`. */
  readonly source: Image;
  /** The selection on `contextRect`; null: all of it. */
  readonly selection: Mask | null;
}

export interface RunReport {
  readonly restorer: RestorerSettings['kind'];
  /** Name of the network, as in `models/catalog.json`. */
  readonly model: string;
  readonly precision: 'fp32' | 'fp16';
  readonly device: DeviceKind;
  /** The adapter's name, or how many wasm threads ran. */
  readonly deviceLabel: string;
  readonly scale: Scale;
  readonly mode: OutputMode;
  readonly tiles: number;
  readonly tileSize: Size;
  readonly contextSize: Size;
  readonly timingsMs: Readonly<Partial<Record<Stage, number>>>;
  /** Time inside the network's `run` calls. */
  readonly networkMs: number;
  /** Largest sum of the pixel and tensor buffers that the run itself held, bytes. */
  readonly peakBytes: number;
  readonly notices: readonly RunNotice[];
}

export interface RestoreResult {
  /** Where `image` lies: document pixels, or the enlarged document's in mode `enlarge`. */
  readonly rect: DocRect;
  readonly image: Image;
  /** Composite mask, same size as `image`. */
  readonly mask: Mask;
  /** In mode `smart-object`: `scale` × the size of `image`; null at scale 1 and in other modes. */
  readonly full: Image | null;
  readonly report: RunReport;
}
