import { connect } from '../../../src/rpc/connect';
import type { Remote } from '../../../src/rpc/remote';
import type { LibraryWorker } from './library.worker';

export type LibraryThread = Remote<LibraryWorker>;

/** Does one piece of work in a thread of its own, which ends with it. */
export type InLibraryThread = <T>(work: (thread: LibraryThread) => Promise<T>) => Promise<T>;

/**
 * Threads for the work on model files: a download and a check of another file do not wait for each
 * other. Work that is called off settles in its thread, which first makes safe what it has.
 */
export function libraryThreads(makeWorker: () => Worker): InLibraryThread {
  return async (work) => {
    const { remote, close } = connect<LibraryWorker>(makeWorker(), {
      decisive: ['download', 'keep', 'save'],
      lost: (reason) => new Error(reason),
    });
    try {
      return await work(remote);
    } finally {
      close();
    }
  };
}
