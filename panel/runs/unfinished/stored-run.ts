import * as v from 'valibot';
import { BLEND_MODES } from '../../../src/core/blend-mode';
import { area, intersect, rectOfSize, sameSize } from '../../../src/core/geometry';
import type { Image } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import { PROMPT_BATCHES, type SupirRestorer } from '../../../src/restore/request';
import { WEIGHT_CHOICES } from '../../../src/restore/supir-settings';
import { rowsOf } from '../../settings/settings';
import { storedSettings } from '../../settings/stored-settings';
import { isAllowed } from '../../settings/storage';
import { SETTINGS } from '../../settings/table';
import type { BegunRun, TakenRun } from '../../store/unfinished';
import type { StoredRun } from './records';
import { isImage, isMask } from '../stored-pixels';
import { between, colors, device, place, side, size, whole } from '../stored-schemas';
import { parseFacts } from './stored-facts';

/** Most pixels of a source that are kept and read: more than SUPIR takes at once. */
const MAX_PIXELS = 4096 * 4096;
/** Most values of a latent: that of the largest working picture, with channels to spare. */
const MAX_LATENT = 16 * 384 * 384;
/** UTF-16 code units by which what is asked may be longer than what was typed (`captionBefore`). */
const JOINING = 2;

function within({
  min,
  max,
}: {
  readonly min: number;
  readonly max: number;
}): v.GenericSchema<number> {
  return between(min, max);
}

function text({ maxLength }: { readonly maxLength: number }): v.GenericSchema<string> {
  return v.pipe(v.string(), v.maxLength(maxLength + JOINING));
}

/** The numbers and choices of a preset, with the seed: as the panel takes them, and no others. */
const presetAndSeed = v.strictObject(
  Object.fromEntries(
    rowsOf(SETTINGS)
      .filter(([name, { fromPreset }]) => fromPreset === true || name === 'seed')
      .map(
        ([name, row]) =>
          [name, v.custom((value) => value !== null && isAllowed(row, value))] as const,
      ),
  ),
);

const tile = whole(1, 1 << 14);
const samplerTiles = v.pipe(
  v.object({ tile, stride: tile }),
  v.check(({ tile, stride }) => stride <= tile),
);

const BEGUN = v.object({
  request: v.object({
    device,
    maskEdge: v.object({ grow: within(SETTINGS.maskGrow), feather: within(SETTINGS.maskFeather) }),
    contextRect: v.object({ x: place, y: place, width: side, height: side }),
    source: v.custom<Image>((value) => isImage(value, MAX_PIXELS)),
    selection: v.nullable(v.custom<Mask>((value) => isMask(value, MAX_PIXELS))),
  }),
  restorer: v.object({
    prompt: text(SETTINGS.prompt),
    qualityPrompt: text(SETTINGS.qualityPrompt),
    negativePrompt: text(SETTINGS.negativePrompt),
    settings: v.custom<SupirRestorer['settings']>((value) => v.is(presetAndSeed, value)),
    samplerTiles: v.union([v.literal('auto'), v.null(), samplerTiles]),
    vaeTiles: v.union([v.literal('auto'), v.null(), v.object({ encoder: tile, decoder: tile })]),
    weights: v.picklist(WEIGHT_CHOICES),
    promptBatch: v.picklist(PROMPT_BATCHES),
    minSize: whole(SETTINGS.minSize.min, SETTINGS.minSize.max),
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
  // An older panel forgot them.
  colors: v.optional(colors, null),
  isInserted: v.boolean(),
  settings: storedSettings,
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
  done: whole(1, SETTINGS.steps.max),
  steps: whole(1, SETTINGS.steps.max),
  x: latent,
  denoised: latent,
  planned: v.object({
    working: size,
    weights: v.picklist(['f32', 'f16', 'q8', 'q4']),
    floats: v.picklist(['full', 'mixed']),
    samplerTiles: v.nullable(samplerTiles),
    vaeTiling: v.nullable(v.object({ encoder: edged, decoder: edged })),
    promptsTogether: v.boolean(),
  }),
});

/** A run out of storage; null: nobody who follows the rules has written it. */
export function parseRun({ facts, begun, stepsDone }: StoredRun, key: string): TakenRun | null {
  const run = parseFacts(facts, key);
  const read = v.safeParse(BEGUN, begun);
  if (run === null || !read.success) return null;
  const point = run.done === 0 ? null : v.safeParse(STEPS_DONE, stepsDone);
  if (point?.success === false) return null;
  const at = point === null ? null : point.output;
  const { request, restorer } = read.output;
  const { contextRect, source, selection } = request;
  const isOne =
    sameSize(source, contextRect) &&
    (selection === null || sameSize(selection, contextRect)) &&
    sameSize(intersect(contextRect, rectOfSize(run.canvas)), contextRect) &&
    restorer.settings.steps === run.steps &&
    (at === null || (at.steps === run.steps && at.done === run.done));
  return isOne ? { run, begun: read.output, stepsDone: at } : null;
}

/** Whether a run's pixels are more than are kept. */
export function isTooLarge({ request }: BegunRun): boolean {
  return area(request.source) > MAX_PIXELS;
}
