import type { Recorder, Recording } from '../../test/emulators/gpu/recording';
import type { RecordCase } from './cases';
import {
  attentionOf,
  countsOf,
  dispatchesOf,
  kernelsOf,
  sum,
  type AttentionCount,
  type Counts,
  type KernelCount,
} from './figures';
import { playNetwork } from './networks';
import { playPicture } from './picture';
import { setStage } from './stage';
import { createWatch, type Watch, type Watched } from './watched-runtime';

/** What a case asked of the device. */
export interface Recorded {
  readonly sessions: number;
  readonly runs: number;
  /** Of the last run where one session runs again and again, else of all runs together. */
  readonly run: Counts;
  readonly kernels: readonly KernelCount[];
  readonly attention: AttentionCount;
  /** Operations of the largest dispatch, a multiply-add counting two. */
  readonly largest: number;
  /** Nodes of each operator, over all sessions. */
  readonly operators: Readonly<Record<string, number>>;
  /** Everything outside of runs: sessions being made, weights on their way up. */
  readonly outside: Counts;
  /** Bytes of the files that were read, headers included. */
  readonly read: number;
  /** The most that was alive on the device at once, bytes. */
  readonly peak: number;
  /** The most that was alive between runs, bytes. */
  readonly resting: number;
  readonly parts: readonly RecordedPart[];
  /** What a real device would have refused. */
  readonly refusals: readonly string[];
  /** Compiled kernels. */
  readonly pipelines: number;
}

/** A part of a picture's way. */
export interface RecordedPart {
  readonly part: string;
  readonly sessions: number;
  readonly runs: number;
  readonly run: Counts;
  readonly outside: Counts;
  /** As `Recorded` has it. */
  readonly read: number;
  readonly peak: number;
}

/** Records a case in this process, of which it must be the only one. */
export async function work(wanted: RecordCase): Promise<Recorded> {
  return (await recordHere(wanted)).recorded;
}

export async function recordHere(
  wanted: RecordCase,
): Promise<{ readonly recorded: Recorded; readonly recorder: Recorder }> {
  const { recorder } = await setStage(wanted);
  const { subject } = wanted;
  const reads = { bytes: 0 };
  const watch = createWatch(recorder, { skipWeights: subject !== 'picture', reads });
  if (subject === 'picture') await playPicture(wanted, watch, reads);
  else await playNetwork(wanted, subject, watch, reads);
  const recorded = recordedFrom(watch, {
    repeats: subject === 'step' || subject === 'fast',
    refusals: [...recorder.refusals],
  });
  return { recorded, recorder };
}

interface Rest {
  readonly repeats: boolean;
  readonly refusals: readonly string[];
}

function recordedFrom(watch: Watch, { repeats, refusals }: Rest): Recorded {
  const { sessions, resting } = watch;
  const allRuns = sessions.flatMap(({ runs }) => runs);
  const outside = outsideOf(watch);
  const everything = [...allRuns, ...outside];
  const shown = recordingsOf(repeats ? allRuns.slice(-1) : allRuns);
  return {
    sessions: sessions.length,
    runs: allRuns.length,
    run: countsOf(shown),
    kernels: kernelsOf(shown),
    attention: attentionOf(dispatchesOf(shown)),
    largest: 2 * sessions.reduce((most, session) => Math.max(most, session.largest), 0),
    operators: operatorsOf(watch),
    outside: countsOf(recordingsOf(outside)),
    read: sum(everything.map(({ read }) => read)),
    peak: peakOf(everything),
    resting,
    parts: partsOf(watch),
    refusals,
    pipelines: sum(everything.map(({ recording }) => recording.pipelines)),
  };
}

function partsOf(watch: Watch): readonly RecordedPart[] {
  const { sessions, between } = watch;
  const names = [...new Set([...between, ...sessions.map(({ creation }) => creation)].map(partOf))];
  return names.map((name) => {
    const isOwn = (watched: Watched): boolean => watched.part === name;
    const runs = sessions.flatMap((session) => session.runs).filter(isOwn);
    const outside = outsideOf(watch).filter(isOwn);
    return {
      part: name,
      sessions: sessions.filter(({ creation }) => isOwn(creation)).length,
      runs: runs.length,
      run: countsOf(recordingsOf(runs)),
      outside: countsOf(recordingsOf(outside)),
      read: sum([...runs, ...outside].map(({ read }) => read)),
      peak: peakOf([...runs, ...outside]),
    };
  });
}

/** Sessions being made, and everything between. */
function outsideOf({ sessions, between }: Watch): readonly Watched[] {
  return [...sessions.map(({ creation }) => creation), ...between];
}

function partOf({ part }: Watched): string {
  return part;
}

function recordingsOf(watched: readonly Watched[]): readonly Recording[] {
  return watched.map(({ recording }) => recording);
}

function peakOf(watched: readonly Watched[]): number {
  return watched.reduce((most, { recording }) => Math.max(most, recording.peak), 0);
}

function operatorsOf({ sessions }: Watch): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operators } of sessions) {
    for (const [operator, count] of operators) {
      counts[operator] = (counts[operator] ?? 0) + count;
    }
  }
  return counts;
}
