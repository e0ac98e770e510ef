import { type Size, area } from '../core/geometry';
import type { Session } from '../onnx/session';
import type { SrvggHead } from '../networks/srvgg/srvgg';

/**
 * The sessions of one device, one for each head and tile size. A session keeps the buffers of its
 * last run, so the pixels of all tiles together are bounded as those of one tile are.
 */
export interface SessionCache {
  get(head: SrvggHead, tileSize: Size, create: () => Promise<Session>): Promise<Session>;
  clear(): Promise<void>;
}

const MAX_SESSIONS = 4;

interface Entry {
  readonly session: Session;
  readonly pixels: number;
}

/** Keeps sessions whose tiles have at most `maxPixels` pixels together. */
export function createSessionCache(maxPixels: number): SessionCache {
  /** Sessions in order of use, the last one used at the end. */
  const entries = new Map<string, Entry>();

  const makeRoom = async (pixels: number): Promise<void> => {
    for (const [key, entry] of entries) {
      const total = [...entries.values()].reduce((sum, e) => sum + e.pixels, pixels);
      if (entries.size < MAX_SESSIONS && total <= maxPixels) return;
      entries.delete(key);
      await entry.session.dispose();
    }
  };

  return {
    async get(head, tileSize, create) {
      const key = `${head}x ${tileSize.width}×${tileSize.height}`;
      const known = entries.get(key);
      if (known !== undefined) {
        entries.delete(key);
        entries.set(key, known);
        return known.session;
      }
      const pixels = area(tileSize);
      await makeRoom(pixels);
      const session = await create();
      entries.set(key, { session, pixels });
      return session;
    },
    async clear() {
      const all = [...entries.values()];
      entries.clear();
      await Promise.all(all.map(({ session }) => session.dispose()));
    },
  };
}
