type Listener = (reason: unknown, promise: unknown) => void;

interface ProcessEvents {
  on(name: 'unhandledRejection', listener: Listener): void;
  off(name: 'unhandledRejection', listener: Listener): void;
  listeners(name: 'unhandledRejection'): Listener[];
}

/** The real process, also where tests run in a realm of their own. */
function outerProcess(): ProcessEvents {
  const { requireOutside } = globalThis as { requireOutside?: (name: string) => unknown };
  return (requireOutside ? requireOutside('node:process') : process) as ProcessEvents;
}

/** Which realm's promises go to whom. */
const recorders = new Map<PromiseConstructor, (reason: unknown) => void>();
/** Who listened before the first realm. */
const others: Listener[] = [];

const listener: Listener = (reason, promise) => {
  for (const [OwnPromise, record] of recorders) {
    if (promise instanceof OwnPromise) {
      record(reason);
      return;
    }
  }
  if (others.length === 0) throw reason;
  for (const other of others) other(reason, promise);
};

function install(events: ProcessEvents): void {
  others.push(...events.listeners('unhandledRejection'));
  for (const other of others) events.off('unhandledRejection', other);
  events.on('unhandledRejection', listener);
}

function uninstall(events: ProcessEvents): void {
  events.off('unhandledRejection', listener);
  for (const other of others.splice(0)) events.on('unhandledRejection', other);
}

/** Takes what nobody in one realm caught; all else goes where it went before. Returns what ends it. */
export function recordRejections(
  OwnPromise: PromiseConstructor,
  record: (reason: unknown) => void,
): () => void {
  const events = outerProcess();
  if (recorders.size === 0) install(events);
  recorders.set(OwnPromise, record);
  return () => {
    if (recorders.delete(OwnPromise) && recorders.size === 0) uninstall(events);
  };
}
