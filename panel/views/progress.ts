import { SUPIR_PARTS, type SupirPart } from '../../src/core/events';
import type { Strings } from '../strings/strings';
import { counted, remainingTimeMs } from '../store/selectors';
import { serverTimeMs } from '../store/server-time';
import type { LoadProgress, PartProgress, Running } from '../store/panel-state';
import type { View } from './view-input';

type Words = Pick<View, 't' | 'f'>;

/** The stage of a run with its counter, if it has one; of several variants also which one. */
export function progressText(words: Words, run: Running): string {
  return ofVariant(words, run, textOfOne(words, run));
}

/** A text about a run; of several variants also which one it is about. */
export function ofVariant({ t, f }: Words, { variants }: Running, text: string): string {
  const { done, of } = variants;
  // The last one stays named until the run is over.
  const current = Math.min(done + 1, of);
  return of === 1 ? text : t.supir.run.variant(f.integer(current), f.integer(of), text);
}

function textOfOne({ t, f }: Words, run: Running): string {
  const what = counted(run);
  if (what === null) return stageText(t, run);
  switch (what.of) {
    case 'bytes':
      return loadText({ t, f }, run, what.load);
    case 'part':
      return partText({ t, f }, what.part);
    case 'tiles': {
      const { done, total } = what;
      const words = run.purpose === 'apply' ? t.adjust.strips : t.run.tiles;
      return words(f.integer(Math.min(done + 1, total)), f.integer(total));
    }
  }
}

/** The stage, and the part of it where there are parts; without numbers. */
export function stageText(t: Strings, run: Running): string {
  return run.stage === 'restore' && run.part !== null
    ? t.supir.run.part[run.part.part]
    : t.run.stage[run.stage];
}

function loadText({ t, f }: Words, run: Running, load: LoadProgress): string {
  const { what, doneBytes, totalBytes } = load;
  if (run.restorer === 'fast') {
    return `${t.run.stage.load} ${t.run.bytes(f.megabytes(doneBytes), f.megabytes(totalBytes))}`;
  }
  const network = isPart(what) ? t.supir.run.network[what] : what;
  return t.supir.run.load(network, f.bytesInUnitOf(doneBytes, totalBytes), f.bytes(totalBytes));
}

function isPart(what: string): what is SupirPart {
  return (SUPIR_PARTS as readonly string[]).includes(what);
}

function partText({ t, f }: Words, { part, clock, tilesEach }: PartProgress): string {
  const text = t.supir.run;
  const total = clock.total / tilesEach;
  // The last tile stays named until the part is over.
  const tilesDone = Math.min(clock.done, clock.total - 1);
  const current = f.integer(Math.floor(tilesDone / tilesEach) + 1);
  if (part === 'sample') {
    const step = text.step(current, f.integer(total));
    if (tilesEach === 1) return step;
    return text.stepTile(step, f.integer((tilesDone % tilesEach) + 1), f.integer(tilesEach));
  }
  return total === 1 ? text.part[part] : text.counted(text.part[part], current, f.integer(total));
}

/** The time that is left, in words; empty for short stages, which have no estimate. */
export function remainingText({ state, t, f, nowMs }: View, run: Running): string {
  const what = counted(run);
  if (what === null || what.of === 'bytes') return '';
  if (what.of === 'part' && what.part.part !== 'sample') return '';
  // A server is known by earlier runs, before the first step of this one.
  const left = remainingTimeMs(run, nowMs) ?? serverTimeMs(state.server.run, run);
  if (left === null) return t.run.estimating;
  return left < 1000 ? t.run.lastMoment : t.run.remaining(f.estimate(left, t));
}
