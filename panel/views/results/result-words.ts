import type { KeptSummary } from '../../store/kept';
import { RESTORER_NAMES } from '../../store/layer-name';
import { seedOf } from '../../store/report-facts';
import type { View } from '../view-input';

type Words = Pick<View, 't' | 'f'>;

/** What tells a result from its siblings. */
export function nameOf({ t, f }: Words, { report }: KeptSummary): string {
  const seed = seedOf(report);
  if (seed !== null) return t.results.seed(String(seed));
  const scale = t.settings.scaleOption(f.scale(report.scale));
  return t.results.fast(RESTORER_NAMES[report.restorer], scale);
}

/** A result as a screen reader says it. */
export function spokenName(view: View, one: KeptSummary): string {
  const { t, f, wallClockMs } = view;
  const age = f.ago(one.keptAtMs, wallClockMs);
  return t.results.named(nameOf(view, one), t.results.placed[one.placed], age);
}

/** Engine, scale, size, time, age and device in one line. */
export function factsOf({ t, f, wallClockMs }: View, one: KeptSummary): string {
  const { report, size, totalMs, keptAtMs } = one;
  const facts = [
    RESTORER_NAMES[report.restorer],
    t.settings.scaleOption(f.scale(report.scale)),
    f.size(size),
    ...(totalMs === null ? [] : [f.duration(totalMs)]),
    f.ago(keptAtMs, wallClockMs),
    report.device === 'webgpu' ? t.device.webgpu(report.deviceLabel) : report.deviceLabel,
  ];
  return facts.join(' · ');
}
