import { connect, type Connection } from '../../../src/rpc/connect';
import type { Prompts } from '../../store/preset';
import type { PromptCounts } from '../../store/prompt-counts';
import type { MergesSource, PromptsWorker } from './prompts.worker';

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
      await mine.opened;
      return await mine.remote.count(prompts);
    } catch (error) {
      mine.close();
      if (room === mine) room = null;
      throw error;
    }
  };
}

interface Room extends Connection<PromptsWorker> {
  readonly opened: Promise<void>;
}

function openRoom(worker: Worker, merges: Promise<MergesSource>): Room {
  const connection = connect<PromptsWorker>(worker, { lost: (reason) => new Error(reason) });
  const opened = merges.then((source) => connection.remote.open(source));
  return { ...connection, opened };
}
