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
import { createWatch, type Watch } from './watched-runtime';

/** What a case asked of the device. */
export interface Recorded {
  readonly sessions: number;
  readonly runs: number;
  /** Of the last run where one session runs again and again, else of all runs together. */
  readonly run: Counts;
  readonly kernels: readonly KernelCount[];
  readonly attention: AttentionCount;
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
  const watch = createWatch(recorder, { skipWeights: subject !== 'picture' });
  if (subject === 'picture') await playPicture(wanted, watch, reads);
  else await playNetwork(wanted, subject, watch, reads);
  const recorded = recordedFrom(watch, {
    repeats: subject === 'step' || subject === 'fast',
    read: reads.bytes,
    refusals: [...recorder.refusals],
  });
  return { recorded, recorder };
}

interface Rest {
  readonly repeats: boolean;
  readonly read: number;
  readonly refusals: readonly string[];
}

function recordedFrom(watch: Watch, { repeats, read, refusals }: Rest): Recorded {
  const { sessions, between, resting } = watch;
  const allRuns = sessions.flatMap(({ runs }) => runs);
  const shown = repeats ? allRuns.slice(-1) : allRuns;
  const outside = [
    ...sessions.map(({ creation }) => creation),
    ...between.map(({ recording }) => recording),
  ];
  const everything = [...allRuns, ...outside];
  return {
    sessions: sessions.length,
    runs: allRuns.length,
    run: countsOf(shown),
    kernels: kernelsOf(shown),
    attention: attentionOf(dispatchesOf(shown)),
    operators: operatorsOf(watch),
    outside: countsOf(outside),
    read,
    peak: peakOf(everything),
    resting,
    parts: partsOf(watch),
    refusals,
    pipelines: sum(everything.map(({ pipelines }) => pipelines)),
  };
}

function partsOf({ sessions, between }: Watch): readonly RecordedPart[] {
  const names = [...new Set([...between, ...sessions].map(({ part }) => part))];
  return names.map((part) => {
    const own = sessions.filter((session) => session.part === part);
    const runs = own.flatMap((session) => session.runs);
    const outside = [
      ...own.map(({ creation }) => creation),
      ...between.filter((one) => one.part === part).map(({ recording }) => recording),
    ];
    return {
      part,
      sessions: own.length,
      runs: runs.length,
      run: countsOf(runs),
      outside: countsOf(outside),
      peak: peakOf([...runs, ...outside]),
    };
  });
}

function peakOf(recordings: readonly Recording[]): number {
  return recordings.reduce((most, { peak }) => Math.max(most, peak), 0);
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
