import * as v from 'valibot';
import { BLEND_MODES } from '../../../src/core/blend-mode';
import { OUTPUT_MODES, SCALES } from '../../../src/core/document';
import { area, rectOfSize, sameSize, type Size } from '../../../src/core/geometry';
import { CHANNELS, type Image } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import { PROMPT_BATCHES } from '../../../src/restore/request';
import { COLOR_FIXES, SAMPLERS, WEIGHT_CHOICES } from '../../../src/restore/supir-settings';
import { isAllowed } from '../../settings/storage';
import { SETTINGS } from '../../settings/table';
import { MAX_DEVICE_NAME } from '../../store/device-name';
import type { BegunRun, TakenRun, UnfinishedRun } from '../../store/unfinished';
import type { StoredRun } from './records';

/** Most pixels of a source that are kept and read: more than SUPIR takes at once. */
const MAX_PIXELS = 4096 * 4096;
/** Most values of a latent: that of the largest working picture, with channels to spare. */
const MAX_LATENT = 16 * 384 * 384;
const MAX_SIDE = 300_000;
const MAX_NAME = 1024;
const MAX_ID = 256;
const MAX_BYTES = 2 ** 53;
const MAX_GROW = 1024;

const name = v.pipe(v.string(), v.maxLength(MAX_NAME));
const id = v.pipe(v.string(), v.maxLength(MAX_ID));
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const between = (least: number, most: number) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const side = whole(1, MAX_SIDE);
const size = v.object({ width: side, height: side });
const place = whole(-MAX_SIDE, MAX_SIDE);

const mark = {
  name,
  byteLength: whole(0, MAX_BYTES),
  samples: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
};

const FACTS = v.pipe(
  v.object({
    id,
    savedAtMs: between(0, 8.64e15),
    host: v.picklist(['photopea', 'photoshop', 'standalone']),
    documentId: id,
    documentName: name,
    layerId: id,
    layerName: name,
    canvas: size,
    mode: v.picklist(OUTPUT_MODES),
    scale: v.picklist(SCALES),
    done: whole(1, SETTINGS.steps.max),
    steps: whole(1, SETTINGS.steps.max),
    device: v.picklist(['webgpu', 'wasm']),
    deviceName: v.nullable(v.pipe(v.string(), v.maxLength(MAX_DEVICE_NAME))),
    files: v.object({
      supir: v.object(mark),
      sdxl: v.object(mark),
      lora: v.nullable(v.object({ ...mark, strength: between(-100, 100) })),
    }),
  }),
  v.check(({ done, steps }) => done <= steps),
);

/** A run's facts out of storage; null: nobody who follows the rules has written them. */
export function parseFacts(value: unknown, key: string): UnfinishedRun | null {
  const parsed = v.safeParse(FACTS, value);
  return parsed.success && parsed.output.id === key ? parsed.output : null;
}

const image = v.custom<Image>(isImage);
const mask = v.custom<Mask>(isMask);

function hasSize(value: unknown): value is Size & { readonly data?: unknown } {
  return v.is(size, value) && area(value) <= MAX_PIXELS;
}

function isImage(value: unknown): boolean {
  if (!hasSize(value) || !('depth' in value)) return false;
  const { data, depth } = value;
  const isOfDepth =
    (depth === 8 && data instanceof Uint8ClampedArray) ||
    (depth === 16 && data instanceof Uint16Array);
  return isOfDepth && data.length === area(value) * CHANNELS;
}

function isMask(value: unknown): boolean {
  return hasSize(value) && value.data instanceof Uint8Array && value.data.length === area(value);
}

const text = (row: { readonly maxLength: number }) =>
  // The prompt ends in what joins it to the next one.
  v.pipe(v.string(), v.maxLength(row.maxLength + MAX_NAME));
const setting = (row: keyof typeof SETTINGS) =>
  v.custom<number>((value) => typeof value === 'number' && isAllowed(SETTINGS[row], value));
const tile = whole(1, 1 << 14);

const SUPIR_SETTINGS = v.object({
  sampler: v.picklist(SAMPLERS),
  steps: setting('steps'),
  cfgStart: setting('cfgStart'),
  cfgEnd: setting('cfgEnd'),
  controlStart: setting('controlStart'),
  controlEnd: setting('controlEnd'),
  restoreCfg: setting('restoreCfg'),
  churn: setting('churn'),
  noiseScale: setting('noiseScale'),
  eta: setting('eta'),
  colorFix: v.picklist(COLOR_FIXES),
  seed: setting('seed'),
});

const BEGUN = v.object({
  request: v.object({
    device: v.picklist(['webgpu', 'wasm']),
    maskEdge: v.object({
      grow: between(-MAX_GROW, MAX_GROW),
      feather: between(0, MAX_GROW),
    }),
    contextRect: v.object({ x: place, y: place, width: side, height: side }),
    source: image,
    selection: v.nullable(mask),
  }),
  restorer: v.object({
    prompt: text(SETTINGS.prompt),
    qualityPrompt: text(SETTINGS.qualityPrompt),
    negativePrompt: text(SETTINGS.negativePrompt),
    settings: SUPIR_SETTINGS,
    samplerTiles: v.union([v.literal('auto'), v.null(), v.object({ tile, stride: tile })]),
    vaeTiles: v.union([v.literal('auto'), v.null(), v.object({ encoder: tile, decoder: tile })]),
    weights: v.picklist(WEIGHT_CHOICES),
    promptBatch: v.picklist(PROMPT_BATCHES),
    minSize: setting('minSize'),
  }),
  appearance: v.object({
    visible: v.boolean(),
    blendMode: v.nullable(v.picklist(BLEND_MODES)),
    opacity: between(0, 1),
    fill: between(0, 1),
    masked: v.boolean(),
    group: v.boolean(),
    clipped: v.boolean(),
    base: v.boolean(),
  }),
});

const latentSide = whole(1, 1 << 14);
const latent = v.pipe(
  v.object({
    dims: v.tuple([v.literal(1), latentSide, latentSide, latentSide]),
    data: v.instance(Float32Array),
  }),
  v.check(
    ({ dims: [, channels, rows, columns], data }) =>
      data.length <= MAX_LATENT && data.length === channels * rows * columns,
  ),
);

const edged = v.object({ tile, padding: tile });

const STEPS_DONE = v.object({
  done: setting('steps'),
  steps: setting('steps'),
  x: latent,
  denoised: latent,
  planned: v.object({
    working: size,
    weights: v.picklist(['f32', 'f16', 'q8', 'q4']),
    samplerTiles: v.nullable(v.object({ tile, stride: tile })),
    vaeTiling: v.nullable(v.object({ encoder: edged, decoder: edged })),
    promptsTogether: v.boolean(),
  }),
});

/** A run out of storage; null: nobody who follows the rules has written it. */
export function parseRun({ facts, begun, stepsDone }: StoredRun, key: string): TakenRun | null {
  const run = parseFacts(facts, key);
  const read = v.safeParse(BEGUN, begun);
  const point = v.safeParse(STEPS_DONE, stepsDone);
  if (run === null || !read.success || !point.success) return null;
  const { request, restorer } = read.output;
  const isOne =
    sameSize(request.source, request.contextRect) &&
    (request.selection === null || sameSize(request.selection, request.contextRect)) &&
    isInside(request.contextRect, run.canvas) &&
    restorer.settings.steps === run.steps &&
    point.output.steps === run.steps &&
    point.output.done === run.done;
  return isOne ? { run, begun: read.output, stepsDone: point.output } : null;
}

function isInside(part: BegunRun['request']['contextRect'], canvas: Size): boolean {
  const whole = rectOfSize(canvas);
  return (
    part.x >= 0 &&
    part.y >= 0 &&
    part.x + part.width <= whole.width &&
    part.y + part.height <= whole.height
  );
}

/** Whether a run's pixels are more than are kept. */
export function isTooLarge({ request }: BegunRun): boolean {
  return area(request.source) > MAX_PIXELS;
}
