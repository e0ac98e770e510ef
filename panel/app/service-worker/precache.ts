/** One file of the build, as the build lists it in `precache.json`. */
export interface BuildFile {
  /** Relative to the page's folder. */
  readonly url: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface BuildList {
  /** Id of the build; differs whenever any file differs. */
  readonly build: string;
  readonly files: readonly BuildFile[];
}

export const LIST_FILE = 'precache.json';

/** Larger files, in bytes, are cached when they are first used: the page starts without them. */
const SHELL_FILE_BYTES = 6 * 2 ** 20;

/**
 * Checks the list of a build.
 * @throws TypeError when it is not such a list
 */
export function parseBuildList(value: unknown): BuildList {
  const list = value as Partial<BuildList> | null;
  if (typeof list?.build !== 'string' || !Array.isArray(list.files)) throw new TypeError('no list');
  for (const file of list.files as Partial<BuildFile>[]) {
    if (
      typeof file.url !== 'string' ||
      typeof file.bytes !== 'number' ||
      !/^[0-9a-f]{64}$/.test(file.sha256 ?? '')
    ) {
      throw new TypeError('no list');
    }
  }
  return list as BuildList;
}

/** Files that the page needs to start. */
export function shellOf(list: BuildList): readonly BuildFile[] {
  return list.files.filter((file) => file.bytes <= SHELL_FILE_BYTES);
}

/** Hash of a file in the form of `fetch`'s option, which refuses a file of another build. */
export function integrityOf({ sha256 }: BuildFile): string {
  const bytes = sha256.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [];
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
}

/** Name in the build of the file at an address; null when it is not inside `scope`. */
export function fileOf(address: string, scope: string): string | null {
  const { origin, pathname } = new URL(address);
  const base = new URL(scope);
  if (origin !== base.origin || !pathname.startsWith(base.pathname)) return null;
  const name = decodeURIComponent(pathname.slice(base.pathname.length));
  return name === '' ? 'index.html' : name;
}
