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
  /** The number of a size alone, in the unit of another: 1.2 of "4.6 GB". */
  bytesInUnitOf(bytes: number, other: number): string;
  /** A number with up to three decimals. */
  number(value: number): string;
  scale(scale: number): string;
  /** A duration that was measured: "4.2 s", "1 min 5 s". */
  duration(ms: number): string;
  /** A duration that is an estimate, rounded so that it does not flicker. */
  estimate(ms: number, strings: Strings): string;
  /** How long ago: "2 minutes ago". */
  ago(thenMs: number, nowMs: number): string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function estimateSeconds(ms: number): number {
  const seconds = Math.ceil(ms / SECOND);
  return seconds <= 10 ? seconds : Math.ceil(seconds / 5) * 5;
}

const BYTE_UNITS = [
  { bytes: 1e9, name: 'GB' },
  { bytes: 1e6, name: 'MB' },
  { bytes: 1e3, name: 'kB' },
] as const;

function unitOf(bytes: number): (typeof BYTE_UNITS)[number] {
  return BYTE_UNITS.find((unit) => bytes >= unit.bytes) ?? BYTE_UNITS[2];
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
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
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
