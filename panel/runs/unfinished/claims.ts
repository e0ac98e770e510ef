/** Which runs pages are running. A page that ends, however it does, claims nothing any more. */
export interface Claims {
  /** Claims a run for this page; false: another one has it. */
  claim(id: string): Promise<boolean>;
  free(id: string): void;
  /** Ids of the runs that some page has. */
  claimed(): Promise<ReadonlySet<string>>;
}

const PREFIX = 'supir-panel unfinished ';

/**
 * Claims by the browser's locks. Without them, in insecure pages and old browsers, a page knows its
 * own alone.
 */
export function createClaims(locks: LockManager | undefined = lockManager()): Claims {
  const own = new Map<string, () => void>();
  return {
    async claim(id) {
      if (own.has(id)) return true;
      if (locks === undefined) {
        own.set(id, () => undefined);
        return true;
      }
      return new Promise((resolve, reject) => {
        locks
          .request(PREFIX + id, { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            if (lock === null) return undefined;
            return new Promise<void>((free) => own.set(id, free));
          })
          .catch(reject);
      });
    },
    free(id) {
      own.get(id)?.();
      own.delete(id);
    },
    async claimed() {
      const { held = [] } = (await locks?.query()) ?? {};
      const names = held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name] : []));
      return new Set([...own.keys(), ...names.map((name) => name.slice(PREFIX.length))]);
    },
  };
}

function lockManager(): LockManager | undefined {
  return (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;
}
