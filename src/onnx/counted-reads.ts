import { byteLength } from './dtype';
import type { Parameter } from './graph';
import type { LoadObserver } from './upload';

/** Share of a network's weights after which the progress is reported again. */
const TOLD_SHARE = 1 / 100;

/** The same parameters; the observer is asked before each read, and told after some of them. */
export function countedReads(
  parameters: readonly Parameter[],
  { signal, onLoad }: LoadObserver,
): readonly Parameter[] {
  const total = parameters.reduce((sum, parameter) => sum + byteLength(parameter), 0);
  let done = 0;
  let told = 0;
  // The runtime reads some small weights twice.
  const counted = new Set<string>();
  const count = (parameter: Parameter): void => {
    if (counted.has(parameter.name)) return;
    counted.add(parameter.name);
    done += byteLength(parameter);
    if (done - told < total * TOLD_SHARE && done !== total) return;
    told = done;
    onLoad(done, total);
  };
  return parameters.map((parameter) => ({
    ...parameter,
    read(offset: number, length: number, room?: Uint8Array) {
      signal.throwIfAborted();
      const bytes = parameter.read(offset, length, room);
      count(parameter);
      return bytes;
    },
  }));
}
