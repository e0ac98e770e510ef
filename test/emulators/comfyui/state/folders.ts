import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Rules } from '../rules';

export type FolderName = 'input' | 'temp' | 'output';

export function isFolderName(name: string): name is FolderName {
  return name === 'input' || name === 'temp' || name === 'output';
}

export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Where a file lies. */
export interface Place {
  readonly type: FolderName;
  readonly subfolder: string;
  readonly name: string;
}

/** The folders of the server, in memory. */
export interface Folders {
  read(place: Place): StoredFile | null;
  /** Under the name, or under the next free one when another file has it; gives the name. */
  store(place: Place, bytes: Uint8Array, overwrite: boolean): string;
  remove(place: Place): boolean;
  list(type: FolderName): readonly string[];
  /** `name.png`, `sub/name.png`, `sub/name.png [temp]`; null: it leads out of the folder. */
  place(annotated: string): Place | null;
  emptyTemp(): void;
}

const ANNOTATION = / \[(input|temp|output)\]$/;

/** The path below its folder; null: it leads out of it. */
export function pathInFolder({ subfolder, name }: Omit<Place, 'type'>): string | null {
  const path = posix.normalize(posix.join('.', subfolder.replaceAll('\\', '/'), name));
  return path.startsWith('..') || posix.isAbsolute(subfolder) || path === '.' ? null : path;
}

export function createFolders(rules: Rules): Folders {
  const files = new Map<string, StoredFile>();
  const key = (place: Place): string => {
    const folder = place.type === 'temp' && !rules('R5-temp-apart') ? 'input' : place.type;
    return `${folder}/${pathInFolder(place) ?? ''}`;
  };

  return {
    read: (place) => files.get(key(place)) ?? null,
    store(place, bytes, overwrite) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const dot = place.name.lastIndexOf('.');
      const [stem, ending] =
        dot <= 0 ? [place.name, ''] : [place.name.slice(0, dot), place.name.slice(dot)];
      let name = place.name;
      for (let i = 1; !overwrite; i++) {
        const old = files.get(key({ ...place, name }));
        if (old === undefined || (rules('R5-same-bytes') && old.sha256 === sha256)) break;
        if (!rules('R5-renamed')) break;
        name = `${stem} (${i})${ending}`;
      }
      files.set(key({ ...place, name }), { bytes, sha256 });
      return name;
    },
    remove: (place) => files.delete(key(place)),
    list: (type) =>
      [...files.keys()]
        .filter((path) => path.startsWith(`${type}/`))
        .map((path) => path.slice(type.length + 1)),
    place(annotated) {
      const type = (ANNOTATION.exec(annotated)?.[1] ?? 'input') as FolderName;
      const path = posix.normalize(annotated.replace(ANNOTATION, ''));
      const place = { type, subfolder: '', name: path };
      return pathInFolder(place) === null ? null : place;
    },
    emptyTemp() {
      for (const path of files.keys()) if (path.startsWith('temp/')) files.delete(path);
    },
  };
}
