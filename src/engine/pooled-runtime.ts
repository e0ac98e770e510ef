import type { Runtime, Session } from '../onnx/session';

/** A runtime whose sessions outlive their users. */
export interface PooledRuntime extends Runtime {
  /** Sessions that wait for their next user. */
  readonly idleSessions: number;
}

/** Far above what one picture's networks need in all sizes of their tiles. */
const MAX_IDLE = 400;

interface Pooled {
  readonly network: string;
  readonly session: Session;
}

/**
 * The same runtime, whose sessions go on living when they are disposed of, until a session of an
 * equal network is asked for, or their network's weights are released. For a graphics adapter: the
 * weights of its sessions lie there once for all of them, so that a waiting one costs little.
 * Borrows the runtime: the owner disposes of that, and of what waits with it.
 */
export function pooledRuntime(runtime: Runtime): PooledRuntime {
  /** By network, the one that waits longest first; equal networks may wait several times. */
  const idle: (Pooled & { readonly key: string })[] = [];

  const lend = (key: string, pooled: Pooled): Session => {
    const { session } = pooled;
    let isLent = true;
    return {
      device: session.device,
      async run(...args) {
        if (!isLent) throw new Error('the session was disposed');
        return await session.run(...args);
      },
      async dispose() {
        if (!isLent) return;
        isLent = false;
        idle.push({ key, ...pooled });
        if (idle.length > MAX_IDLE) await idle.shift()?.session.dispose();
      },
    };
  };

  return {
    ...runtime,
    get label() {
      return runtime.label;
    },
    get keptWeightBytes() {
      return runtime.keptWeightBytes;
    },
    get idleSessions() {
      return idle.length;
    },
    async createSession(source, observer) {
      const { key, name } = source;
      const index = idle.findIndex((pooled) => pooled.key === key);
      const [found] = index < 0 ? [] : idle.splice(index, 1);
      if (found !== undefined) return lend(key, found);
      return lend(key, { network: name, session: await runtime.createSession(source, observer) });
    },
    async releaseWeights(of = () => true) {
      const released = idle.filter(({ network }) => of(network));
      for (const pooled of released) idle.splice(idle.indexOf(pooled), 1);
      await Promise.all(released.map(({ session }) => session.dispose()));
      await runtime.releaseWeights(of);
    },
  };
}
