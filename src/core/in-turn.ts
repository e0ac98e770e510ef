/** Runs one piece of work after the other. */
export type InTurn = <T>(work: () => Promise<T> | T) => Promise<T>;

/** Makes a queue: each piece of work begins when those asked for before it have ended, however they did. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
