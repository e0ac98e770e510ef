import {
  integrityOf,
  LIST_FILE,
  parseBuildList,
  shellOf,
  type BuildFile,
  type BuildList,
} from './precache';

/** The files of one build, kept on this machine. */
export interface BuildCache {
  /**
   * Fetches the files that the page needs to start, unless they are cached.
   * @throws TypeError when the server has another build
   */
  fill(): Promise<void>;
  /**
   * A file of the build; null for any other file, and where the build is not kept.
   * @throws as `fetch` does
   */
  get(file: string): Promise<Response | null>;
  /** Deletes the other builds of the same page. */
  dropOthers(): Promise<void>;
}

const PREFIX = 'supir-panel';

/**
 * Makes the cache of one build. All its files come from that build, because each is checked against
 * the build's own list; the list is stored last, so that without it nothing is served from here.
 *
 * @param scope the page's folder: a site may have several pages
 */
export function createBuildCache(build: string, scope: string): BuildCache {
  const prefix = `${PREFIX} ${scope} `;
  const name = prefix + build;
  const addressOf = (file: string): string => new URL(file, scope).href;

  const keptList = async (cache: Cache): Promise<BuildList | null> => {
    const kept = await cache.match(addressOf(LIST_FILE));
    return kept === undefined ? null : parseBuildList(await kept.json());
  };

  const take = async (cache: Cache, file: BuildFile): Promise<Response> => {
    const address = addressOf(file.url);
    const response = await fetch(address, { integrity: integrityOf(file), cache: 'no-cache' });
    if (!response.ok) throw new TypeError(`${file.url}: ${response.status}`);
    await cache.put(address, response.clone());
    return response;
  };

  return {
    async fill() {
      const cache = await caches.open(name);
      if ((await keptList(cache)) !== null) return;
      const answer = await fetch(addressOf(LIST_FILE), { cache: 'no-store' });
      const list = parseBuildList(await answer.clone().json());
      if (list.build !== build) throw new TypeError(`the server has build ${list.build}`);
      await Promise.all(shellOf(list).map((file) => take(cache, file)));
      await cache.put(addressOf(LIST_FILE), answer);
    },
    async get(file) {
      const cache = await caches.open(name);
      const list = await keptList(cache);
      const listed = list?.files.find(({ url }) => url === file);
      if (listed === undefined) return null;
      return (await cache.match(addressOf(file))) ?? take(cache, listed);
    },
    async dropOthers() {
      const others = (await caches.keys()).filter((n) => n.startsWith(prefix) && n !== name);
      await Promise.all(others.map((other) => caches.delete(other)));
    },
  };
}
