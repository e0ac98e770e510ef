/** Which runs pages are running, or follow on a server. A page that ends, however it does, claims nothing any more. */
export interface Claims {
  /** Claims a run for this page; false: another one has it. */
  claim(id: string): Promise<boolean>;
  /** Whether this page has it, or is about to. */
  isOwn(id: string): boolean;
  free(id: string): Promise<void>;
  /** Ids of the runs that some page has. */
  claimed(): Promise<ReadonlySet<string>>;
}

interface Claim {
  readonly granted: Promise<boolean>;
  readonly free: () => Promise<void>;
}

/**
 * Claims by the browser's locks. Without them, in insecure pages and old browsers, or where they are
 * refused, as to frames of no origin, a page knows its own alone.
 */
export function createClaims(
  locks: LockManager | undefined = lockManager(),
  kind: 'unfinished' | 'on server' = 'unfinished',
): Claims {
  const prefix = `supir-panel ${kind} `;
  const own = new Map<string, Claim>();
  return {
    async claim(id) {
      const claim = own.get(id) ?? (locks === undefined ? UNLOCKED : locked(locks, prefix + id));
      own.set(id, claim);
      const isGranted = await claim.granted;
      if (!isGranted) own.delete(id);
      // It may have been freed meanwhile.
      return own.get(id) === claim;
    },
    isOwn: (id) => own.has(id),
    async free(id) {
      const claim = own.get(id);
      own.delete(id);
      await claim?.free();
    },
    async claimed() {
      const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
      const names = held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []));
      return new Set([...own.keys(), ...names.map((name) => name.slice(prefix.length))]);
    },
  };
}

const UNLOCKED: Claim = { granted: Promise.resolve(true), free: () => Promise.resolve() };

/** Asks for a lock, and holds it until it is freed. */
function locked(locks: LockManager, name: string): Claim {
  let free = (): void => undefined;
  const freed = new Promise<void>((resolve) => (free = resolve));
  let gone: Promise<unknown> = freed;
  const granted = new Promise<boolean>((resolve) => {
    gone = locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : freed;
      })
      .catch(() => resolve(true));
  });
  return {
    granted,
    async free() {
      free();
      // The browser tells of a lock until this has settled.
      await gone;
    },
  };
}

function lockManager(): LockManager | undefined {
  return (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;
}
