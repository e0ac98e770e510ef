import { openPlayer, PLAYS } from '../../../scripts/record/networks';
import { publishedFiles } from '../../../scripts/record/published-files';
import { setStage } from '../../../scripts/record/stage';
import { createWatch } from '../../../scripts/record/watched-runtime';
import { recordCase, type RecordCase } from '../../../scripts/record/cases';
import type { Runtime, Tensor } from '../../../src/onnx/session';
import { elementCount } from '../../../src/core/tensor';
import { cardMemory } from '../../../src/restore/supir/card-memory';
import { networkParameters } from '../../../src/restore/supir/network-parameters';

export interface Size {
  readonly width: number;
  readonly height: number;
  readonly batch: 1 | 2;
  /** Bytes that the plan may take to be free. */
  readonly cardBytes?: number;
}

/** Bytes on the card, while the weights of all networks but the towers are there. */
export interface Phases {
  readonly step: number;
  readonly autoencoder: number;
}

export interface Compared extends Size {
  readonly formula: Phases & { readonly resting: number };
  readonly recorded: Phases & { readonly resting: number };
  /** Bytes of files that a next run would read. */
  readonly unread: number;
}

/** Runs the networks of a restoration at each size, on one device that keeps their weights. */
export async function work(
  common: Partial<Pick<RecordCase, 'shaderF16' | 'policy'>>,
  sizes: readonly Size[],
): Promise<readonly Compared[]> {
  const caseOf = (change: Partial<RecordCase>): RecordCase =>
    recordCase('step', 512, { ...common, ...change });
  const { recorder } = await setStage(caseOf({}));
  const files = publishedFiles({ bytes: 0 });
  let runtime: Runtime | null = null;

  const peakOf = async (subject: keyof typeof PLAYS, size: Size): Promise<number> => {
    const { player } = await playerFor(size);
    const watch = createWatch(recorder, { skipWeights: true, reads: { bytes: 0 } });
    recorder.restart();
    await PLAYS[subject]({ ...player, runtime: watch.watch(player.runtime) });
    watch.finish();
    const recordings = watch.sessions.flatMap(({ runs }) => runs);
    return Math.max(...recordings.map(({ recording }) => recording.peak));
  };

  const playerFor = async (size: Size) => {
    const opened = await openPlayer(caseOf(size), { files, numbers: zeroTensor, repeats: 1 });
    if (runtime !== null) await opened.runtime.dispose();
    runtime ??= opened.runtime;
    const { cardBytes = opened.plan.cardBytes } = size;
    const plan = { ...opened.plan, cardBytes, promptsTogether: size.batch === 2 };
    return { player: { ...opened, runtime, plan } };
  };

  // All weights come to the device, as in a run that was.
  const smallest: Size = { width: 64, height: 64, batch: 1 };
  for (const subject of ['clean', 'encode', 'decode', 'step'] as const) {
    await peakOf(subject, smallest);
  }
  const compared: Compared[] = [];
  for (const size of sizes) {
    const { player } = await playerFor(size);
    const { plan, networks } = player;
    const resting = player.runtime.keptWeightBytes;
    const halves = [await peakOf('encode', size), await peakOf('decode', size)];
    const recorded = {
      step: await peakOf('step', size),
      autoencoder: Math.max(...halves),
      resting,
    };
    const { phases, restingBytes } = cardMemory(plan, {
      ...networks,
      guided: true,
      heldBytes: 0,
    });
    const { others } = networkParameters(networks, plan.policy);
    compared.push({
      ...size,
      formula: { ...phases, resting: restingBytes },
      recorded,
      unread: player.runtime.bytesToRead(others),
    });
  }
  return compared;
}

function zeroTensor(dims: readonly number[]): Tensor {
  return { dims, data: new Float32Array(elementCount(dims)) };
}
