import * as v from 'valibot';
import { OUTPUT_MODES, SCALES } from '../../../src/core/document';
import { NO_ADJUSTMENT } from '../../../src/restore/adjust/adjustment';
import { COLOR_FIXES } from '../../../src/restore/supir-settings';
import type { AnyReport } from '../../../src/restore/remote/remote-report';
import {
  fromStoredSettings,
  storedSettings,
  toStoredSettings,
  type StoredSettings,
} from '../../settings/stored-settings';
import { between, device, host, id, name, whole } from '../stored-schemas';
import { ADJUSTING_RANGES } from '../../store/adjusting';
import { MAX_LATER_NAMES, PLACES, type KeptSummary } from '../../store/kept';
import { LONGEST_MARK } from './source-mark';

export interface StoredSummary extends Omit<KeptSummary, 'settings'> {
  readonly settings: StoredSettings;
}

/** Longest address of a thumbnail; one of 160 pixels a side needs a third of it. */
const MAX_THUMBNAIL = 250_000;

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const PLACE = v.pipe(v.number(), v.safeInteger());
const AMOUNT = v.pipe(v.number(), v.finite(), v.minValue(0));
const SIZE = v.object({ width: COUNT, height: COUNT });
const DOC_RECT = v.object({ x: PLACE, y: PLACE, width: COUNT, height: COUNT });
const MARK_SIDE = whole(1, LONGEST_MARK);
/** More than a run has parts, or words for what went otherwise. */
const MAX_WORDS = 100;
const WORDS = v.pipe(v.array(id), v.maxLength(MAX_WORDS));

/** Of every report. */
const FACTS = {
  model: name,
  deviceLabel: name,
  scale: v.picklist(SCALES),
  mode: v.picklist(OUTPUT_MODES),
  tiles: COUNT,
  tileSize: SIZE,
  networkMs: AMOUNT,
  peakBytes: AMOUNT,
  notices: WORDS,
};

/** What the panel shows of a report; the rest of it is passed on. */
const LOCAL_REPORT = v.looseObject({
  ...FACTS,
  restorer: v.picklist(['fast', 'supir']),
  precision: v.picklist(['fp32', 'mixed']),
  device,
  supir: v.nullable(
    v.looseObject({
      weights: id,
      workingSize: SIZE,
      sampler: id,
      steps: COUNT,
      stoppedAfter: v.optional(COUNT),
      seed: COUNT,
      weightBytes: AMOUNT,
      readBytes: AMOUNT,
      skipped: WORDS,
      vaeTiles: v.nullable(v.object({ encoder: COUNT, decoder: COUNT })),
    }),
  ),
});

const { strength, detail, grain, grow, feather } = ADJUSTING_RANGES;
const ADJUSTMENT = v.object({
  strength: between(strength.min, strength.max),
  detail: between(detail.min, detail.max),
  grain: between(grain.min, grain.max),
  colorFix: v.picklist(COLOR_FIXES),
  maskEdge: v.object({
    grow: between(grow.min, grow.max),
    feather: between(feather.min, feather.max),
  }),
});

const REMOTE_REPORT = v.looseObject({
  ...FACTS,
  restorer: v.literal('remote'),
  device: v.literal('server'),
  remote: v.looseObject({
    server: name,
    version: v.nullable(name),
    graph: id,
    files: v.object({ supir: name, sdxl: name }),
    omissions: v.pipe(
      v.array(v.object({ name: id, wanted: id, used: v.nullable(id) })),
      v.maxLength(MAX_WORDS),
    ),
    sentBytes: AMOUNT,
    receivedBytes: AMOUNT,
    workingSize: SIZE,
    sampler: id,
    steps: COUNT,
    seed: COUNT,
  }),
});

const REPORT = v.variant('restorer', [LOCAL_REPORT, REMOTE_REPORT]);

const MARK = v.object({
  layerId: id,
  rect: v.object({ x: PLACE, y: PLACE, width: MARK_SIDE, height: MARK_SIDE }),
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

const SUMMARY = v.object({
  id,
  keptAtMs: AMOUNT,
  usedAtMs: v.optional(AMOUNT),
  // Before there was a choice, a result was kept for one reason only.
  placed: v.optional(v.picklist(PLACES), 'waiting'),
  host,
  documentId: id,
  documentName: name,
  laterNames: v.fallback(v.optional(v.pipe(v.array(name), v.maxLength(MAX_LATER_NAMES)), []), []),
  mark: v.fallback(v.optional(v.nullable(MARK), null), null),
  canvas: SIZE,
  sourceLayerName: name,
  layerName: name,
  mode: v.picklist(OUTPUT_MODES),
  scale: v.picklist(SCALES),
  size: SIZE,
  region: v.optional(v.nullable(DOC_RECT), null),
  restored: v.optional(DOC_RECT),
  opaque: v.optional(v.boolean()),
  report: REPORT,
  totalMs: v.optional(v.nullable(AMOUNT), null),
  settings: v.fallback(storedSettings, null),
  // What cannot be read leaves the result as it was made.
  adjustment: v.fallback(v.optional(ADJUSTMENT, NO_ADJUSTMENT), NO_ADJUSTMENT),
  thumbnail: v.fallback(
    v.pipe(v.string(), v.startsWith('data:image/png;base64,'), v.maxLength(MAX_THUMBNAIL)),
    () => '',
  ),
  bytes: v.optional(AMOUNT, 0),
});

export function storedSummary(summary: KeptSummary): StoredSummary {
  return { ...summary, settings: toStoredSettings(summary.settings) };
}

/** A summary out of storage; null where it is not one. */
export function readSummary(stored: unknown): KeptSummary | null {
  const checked = v.safeParse(SUMMARY, stored);
  if (!checked.success) return null;
  const { opaque, restored, settings, thumbnail, usedAtMs, report, ...summary } = checked.output;
  return {
    ...summary,
    ...(opaque !== undefined && { opaque }),
    ...(restored !== undefined && { restored }),
    usedAtMs: usedAtMs ?? summary.keptAtMs,
    // Names that this version does not know have no words; everything that is counted on is checked.
    report: report as unknown as AnyReport,
    settings: fromStoredSettings(settings),
    thumbnail: thumbnail === '' ? null : thumbnail,
  };
}
