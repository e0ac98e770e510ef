import type { Size } from '../../src/core/geometry';
import type { Language } from './language';
import type { Strings } from './en';

/** Numbers, sizes and times as the language writes them. */
export interface Format {
  integer(value: number): string;
  percent(share: number): string;
  size(size: Size): string;
  megapixels(size: Size): string;
  megabytes(bytes: number): string;
  /** A size with the unit that fits: "4.6 GB". */
  bytes(bytes: number): string;
  /** An amount of memory, which is sold by powers of two: "8 GB" are 2³³ bytes. */
  memory(bytes: number): string;
  /** The number of a size alone, in the unit of another: 1.2 of "4.6 GB". */
  bytesInUnitOf(bytes: number, other: number): string;
  /** A number with up to three decimals. */
  number(value: number): string;
  scale(scale: number): string;
  /** A duration that was measured: "4.2 s", "1 min 5 s". */
  duration(ms: number): string;
  /** A duration that is an estimate, rounded so that it does not flicker. */
  estimate(ms: number, strings: Strings): string;
  /** A duration between two estimates, in the unit that fits: "2–9 min"; one number where they read alike. */
  span(leastMs: number, mostMs: number): string;
  /** Words one after the other: "Prompt, Steps". */
  list(words: readonly string[]): string;
  /** How long ago: "2 minutes ago". */
  ago(thenMs: number, nowMs: number): string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Units of estimates, the largest first; `from`: durations that are written in it. */
const SPAN_UNITS = [
  { name: 'hour', ms: HOUR, from: 1.5 * HOUR },
  { name: 'minute', ms: MINUTE, from: 1.5 * MINUTE },
  { name: 'second', ms: SECOND, from: 0 },
] as const;

function spanUnitOf(ms: number): (typeof SPAN_UNITS)[number] {
  return SPAN_UNITS.find(({ from }) => ms >= from) ?? SPAN_UNITS[2];
}

function estimateSeconds(ms: number): number {
  const seconds = Math.ceil(ms / SECOND);
  return seconds <= 10 ? seconds : Math.ceil(seconds / 5) * 5;
}

interface ByteUnit {
  readonly bytes: number;
  readonly name: string;
}

/** The unit that fits an amount of bytes; each is `step` times the one below it. */
function unitOf(bytes: number, step = 1000): ByteUnit {
  if (bytes >= step ** 3) return { bytes: step ** 3, name: 'GB' };
  return bytes >= step ** 2 ? { bytes: step ** 2, name: 'MB' } : { bytes: step, name: 'kB' };
}

/** Formats of estimates: for one number, and for the ends of a range. */
interface Span {
  readonly fine: Intl.NumberFormat;
  readonly rough: Intl.NumberFormat;
}

function createFormat(language: Language): Format {
  const integer = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });
  const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const unit = (name: string, digits: number): Intl.NumberFormat =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    });
  const milliseconds = unit('millisecond', 0);
  const seconds = unit('second', 1);
  const wholeSeconds = unit('second', 0);
  const minutes = unit('minute', 0);
  const estimates = (unit: string, maximumSignificantDigits: number): Intl.NumberFormat => {
    const unitDisplay = 'short';
    return new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay,
      maximumSignificantDigits,
    });
  };
  const spans = (unit: string): Span => ({ fine: estimates(unit, 2), rough: estimates(unit, 1) });
  const spanIn = { second: spans('second'), minute: spans('minute'), hour: spans('hour') };
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const list = new Intl.ListFormat(language, { style: 'narrow' });
  return {
    integer: (value) => integer.format(value),
    percent: (share) => percent.format(share),
    size: ({ width, height }) => `${integer.format(width)} × ${integer.format(height)}`,
    megapixels: ({ width, height }) => short.format((width * height) / 1e6),
    megabytes: (bytes) => tenth.format(bytes / 1e6),
    bytes(bytes) {
      const unit = unitOf(bytes);
      return `${tenth.format(bytes / unit.bytes)} ${unit.name}`;
    },
    memory(bytes) {
      const unit = unitOf(bytes, 1024);
      const format = unit.name === 'GB' ? tenth : integer;
      return `${format.format(bytes / unit.bytes)} ${unit.name}`;
    },
    bytesInUnitOf: (bytes, other) => tenth.format(bytes / unitOf(other).bytes),
    number: (value) => decimal.format(value),
    scale: (scale) => integer.format(scale),
    duration(ms) {
      if (ms < SECOND) return milliseconds.format(ms);
      if (ms < MINUTE) return seconds.format(ms / SECOND);
      const rest = wholeSeconds.format(Math.floor((ms % MINUTE) / SECOND));
      return `${minutes.format(Math.floor(ms / MINUTE))} ${rest}`;
    },
    estimate(ms, strings) {
      return ms < MINUTE
        ? strings.run.seconds(estimateSeconds(ms))
        : strings.run.minutes(Math.ceil(ms / MINUTE));
    },
    span(leastMs, mostMs) {
      const [least, most] = [spanUnitOf(leastMs), spanUnitOf(mostMs)];
      const { fine, rough } = spanIn[most.name];
      if (least.name !== most.name) {
        const from = spanIn[least.name].rough.format(leastMs / least.ms);
        return `${from} – ${rough.format(mostMs / most.ms)}`;
      }
      const ends = [leastMs / most.ms, mostMs / most.ms] as const;
      return rough.format(ends[0]) === rough.format(ends[1])
        ? fine.format((ends[0] + ends[1]) / 2)
        : rough.formatRange(...ends);
    },
    list: (words) => list.format(words),
    ago(thenMs, nowMs) {
      const past = Math.max(0, nowMs - thenMs);
      if (past < HOUR) return relative.format(-Math.floor(past / MINUTE), 'minute');
      if (past < DAY) return relative.format(-Math.floor(past / HOUR), 'hour');
      return relative.format(-Math.floor(past / DAY), 'day');
    },
  };
}

const FORMATS: Readonly<Record<Language, Format>> = {
  en: createFormat('en'),
  'zh-CN': createFormat('zh-CN'),
};

export function formatFor(language: Language): Format {
  return FORMATS[language];
}
