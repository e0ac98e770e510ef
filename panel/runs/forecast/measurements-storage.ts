import * as v from 'valibot';
import type { TextStorage } from '../../settings/storage';
import { MAX_DEVICE_NAME } from '../../store/device-name';
import {
  MAX_FAILURES,
  MAX_TIMES,
  NOTHING_MEASURED,
  type Measurements,
} from '../../store/measurements';

const KEY = 'supir-panel.measurements';

/** Raised when a value changes its meaning; what an older or newer page wrote is then ignored. */
const VERSION = 1;

/** Longest text that is read at all, UTF-16 code units: several times what is ever written. */
const MAX_TEXT = 64 * 1024;
const MAX_SHAPE = 400;
/** A day for an evaluation is no time that was measured. */
const MAX_MS = 86_400_000;

const positive = (most: number) => v.pipe(v.number(), v.gtValue(0), v.maxValue(most));
const device = v.pipe(v.string(), v.maxLength(MAX_DEVICE_NAME));

const TIME = v.object({
  device,
  shape: v.pipe(v.string(), v.maxLength(MAX_SHAPE)),
  evaluationMs: positive(MAX_MS),
  teraflopEach: positive(1e6),
  aroundMsPerTeraflop: v.nullable(positive(1e9)),
});
const FAILURE = v.object({ device, leastBytes: positive(2 ** 50) });

const STORED = v.pipe(
  v.string(),
  v.maxLength(MAX_TEXT),
  v.parseJson(),
  v.object({
    version: v.literal(VERSION),
    times: v.array(v.unknown()),
    bytesPerMs: v.fallback(v.nullable(positive(1e9)), null),
    failures: v.array(v.unknown()),
  }),
);

/** Measurements out of stored text, as far as they can be true; nothing is trusted. */
export function parseMeasurements(text: string | null): Measurements {
  const stored = v.safeParse(STORED, text);
  if (!stored.success) return NOTHING_MEASURED;
  const { times, bytesPerMs, failures } = stored.output;
  return {
    times: validOf(TIME, times).slice(0, MAX_TIMES),
    bytesPerMs,
    failures: validOf(FAILURE, failures).slice(0, MAX_FAILURES),
  };
}

function validOf<Entry>(
  schema: v.GenericSchema<unknown, Entry>,
  entries: readonly unknown[],
): readonly Entry[] {
  return entries.flatMap((entry) => {
    const parsed = v.safeParse(schema, entry);
    return parsed.success ? [parsed.output] : [];
  });
}

export function serializeMeasurements(measurements: Measurements): string {
  return JSON.stringify({ version: VERSION, ...measurements });
}

export interface MeasurementsStorage {
  load(): Measurements;
  save(measurements: Measurements): void;
}

/** Measurements beside the settings. Refused storage, they live for as long as the page does. */
export function createMeasurementsStorage(open: () => TextStorage): MeasurementsStorage {
  return {
    load() {
      try {
        return parseMeasurements(open().getItem(KEY));
      } catch {
        return NOTHING_MEASURED;
      }
    },
    save(measurements) {
      try {
        open().setItem(KEY, serializeMeasurements(measurements));
      } catch {
        // Refused or full: the store's own copy serves until the page closes.
      }
    },
  };
}
