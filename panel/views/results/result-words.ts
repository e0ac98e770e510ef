import { isNeutral } from '../../../src/restore/adjust/adjustment';
import type { KeptSummary } from '../../store/kept';
import { keptName } from '../../store/kept-name';
import { RESTORER_NAMES } from '../../store/layer-name';
import { documentResults } from '../../store/results';
import { seedOf, stoppedAfterOf, supirOf } from '../../store/report-facts';
import type { View } from '../view-input';

type Words = Pick<View, 't' | 'f' | 'state'>;

/** What tells a result from its siblings; those that are alike otherwise are counted, the oldest first. */
export function nameOf(words: Words, one: KeptSummary): string {
  const number = numberOf(words, one);
  const name = plainName(words, one);
  return number === null ? name : words.t.results.numbered(name, number);
}

function plainName(words: Words, one: KeptSummary): string {
  const { t, f } = words;
  const { report } = one;
  const seed = seedOf(report);
  if (seed !== null) return withStep(words, one, t.results.seed(String(seed)));
  const scale = t.settings.scaleOption(f.scale(report.scale));
  return t.results.fast(RESTORER_NAMES[report.restorer], scale);
}

/** Its number among those of the same plain name; null: it is the only one, or the oldest. */
export function numberOf(words: Words, one: KeptSummary): string | null {
  const name = plainName(words, one);
  const alike = documentResults(words.state).filter((each) => plainName(words, each) === name);
  const after = alike.findIndex(({ id }) => id === one.id);
  return after < 0 || after === alike.length - 1 ? null : words.f.integer(alike.length - after);
}

/** As `nameOf`, for the width of a thumbnail, and without the number. */
export function captionOf(words: Words, one: KeptSummary): string {
  const seed = seedOf(one.report);
  return seed === null ? plainName(words, one) : withStep(words, one, String(seed));
}

/** A result that was stopped early is not to be taken for a whole one of the same seed. */
function withStep({ t, f }: Pick<View, 't' | 'f'>, { report }: KeptSummary, name: string): string {
  const step = stoppedAfterOf(report);
  return step === undefined ? name : t.results.stopped(name, f.integer(step));
}

/** A result as a screen reader says it. */
export function spokenName(view: View, one: KeptSummary): string {
  const { t, f, wallClockMs } = view;
  const age = f.ago(one.keptAtMs, wallClockMs);
  const placed = t.results.placed[one.placed];
  const changed = isNeutral(one.adjustment) ? placed : t.results.adjustedToo(placed);
  const facts = one.lasting === false ? t.results.unstoredToo(changed) : changed;
  return t.results.named(nameOf(view, one), facts, age);
}

/** Where a result was made, if not under the name of the document in front. */
function madeIn(name: string | undefined, { documentName }: KeptSummary, t: Words['t']): string[] {
  return name !== undefined && keptName(name) === documentName
    ? []
    : [t.results.madeIn(documentName)];
}

/** Document, engine, scale, size, steps of what was stopped early, time, age and device in one line. */
export function factsOf({ t, f, state, wallClockMs }: View, one: KeptSummary): string {
  const { report, size, totalMs, keptAtMs } = one;
  const supir = supirOf(report);
  const facts = [
    ...madeIn(state.snapshot?.document?.name, one, t),
    RESTORER_NAMES[report.restorer],
    t.settings.scaleOption(f.scale(report.scale)),
    f.size(size),
    ...(isNeutral(one.adjustment) ? [] : [t.results.adjusted]),
    ...(supir?.stoppedAfter === undefined
      ? []
      : [t.results.stepsDone(f.integer(supir.stoppedAfter), f.integer(supir.steps))]),
    ...(totalMs === null ? [] : [f.duration(totalMs)]),
    f.ago(keptAtMs, wallClockMs),
    report.device === 'webgpu' ? t.device.webgpu(report.deviceLabel) : report.deviceLabel,
  ];
  return facts.join(' · ');
}
