import { wrap, type Remote } from 'comlink';
import { unpackError } from '../../src/core/errors';
import type { Prompts } from '../restorer/preset';
import type { PromptCounts } from './counts';
import type { Counted, MergesSource, PromptsWorker } from './prompts.worker';

export type CountPrompts = (prompts: Prompts) => Promise<PromptCounts>;

/**
 * Counts in a worker of its own, which the first call starts: the vocabulary takes a good part of a
 * second to read, and the engine's worker is busy while it restores. After an error the next call
 * starts another one.
 *
 * @throws what reading the merges throws (`parseMerges`, `fetchMerges`); `Error` where the worker ends
 */
export function createPromptCounter(
  makeWorker: () => Worker,
  merges: () => Promise<MergesSource>,
): CountPrompts {
  let room: Room | null = null;
  return async (prompts) => {
    const mine = (room ??= openRoom(makeWorker(), merges()));
    try {
      const counted = await Promise.race([ask(mine, prompts), mine.failed]);
      if (!counted.ok) throw unpackError(counted.error);
      return counted.counts;
    } catch (error) {
      mine.worker.terminate();
      if (room === mine) room = null;
      throw error;
    }
  };
}

interface Room {
  readonly worker: Worker;
  readonly remote: Remote<PromptsWorker>;
  readonly opened: Promise<void>;
  readonly failed: Promise<never>;
}

async function ask({ opened, remote }: Room, prompts: Prompts): Promise<Counted> {
  await opened;
  return remote.count(prompts);
}

function openRoom(worker: Worker, merges: Promise<MergesSource>): Room {
  const remote = wrap<PromptsWorker>(worker);
  const opened = merges.then((source) => remote.open(source));
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
  });
  failed.catch(() => undefined);
  return { worker, remote, opened, failed };
}
