import * as v from 'valibot';
import { OUTPUT_MODES, SCALES } from '../../../src/core/document';
import { SETTINGS } from '../../settings/table';
import { MAX_DEVICE_NAME } from '../../store/device-name';
import type { UnfinishedRun } from '../../store/unfinished';
import { between, device, host, id, name, size, whole } from '../stored-schemas';

const mark = {
  name,
  byteLength: whole(0, Number.MAX_SAFE_INTEGER),
  samples: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
};

const { min, max } = SETTINGS.loraStrength;
const strength = between(min, max);

const steps = whole(SETTINGS.steps.min, SETTINGS.steps.max);

/** All but the one that has begun. */
const MAX_VARIANTS_LEFT = Math.max(...SETTINGS.variants.options) - 1;

const FACTS = v.pipe(
  v.object({
    id,
    savedAtMs: between(0, 8.64e15),
    host,
    documentId: id,
    documentName: name,
    layerId: id,
    layerName: name,
    canvas: size,
    mode: v.picklist(OUTPUT_MODES),
    scale: v.picklist(SCALES),
    done: whole(0, SETTINGS.steps.max),
    steps,
    // An older panel forgot them.
    variantsLeft: v.optional(whole(0, MAX_VARIANTS_LEFT), 0),
    device,
    deviceName: v.nullable(v.pipe(v.string(), v.maxLength(MAX_DEVICE_NAME))),
    files: v.object({
      supir: v.object(mark),
      sdxl: v.object(mark),
      lora: v.nullable(v.object({ ...mark, strength })),
    }),
  }),
  v.check(({ done, steps }) => done <= steps),
);

/** A run's facts out of storage; null: nobody who follows the rules has written them. */
export function parseFacts(value: unknown, key: string): UnfinishedRun | null {
  const parsed = v.safeParse(FACTS, value);
  return parsed.success && parsed.output.id === key ? parsed.output : null;
}
