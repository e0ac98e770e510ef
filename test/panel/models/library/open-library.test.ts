import type { LibraryDatabase } from '../../../../panel/models/library/database';
import {
  namingFile,
  openLibrary,
  type OpenLibraryDeps,
} from '../../../../panel/models/library/open-library';
import type { PlaceKind } from '../../../../panel/models/library/place';
import { codeOf } from '../../../support/code-of';

const refused = (name: string) => (): Promise<never> =>
  Promise.reject(new DOMException('no', name));

const storage = (getDirectory: () => Promise<unknown>): StorageManager =>
  ({ getDirectory }) as unknown as StorageManager;

const WORKING: OpenLibraryDeps = {
  openDatabase: () => Promise.resolve({} as LibraryDatabase),
  storage: storage(() => Promise.resolve({})),
  canWriteInPlace: () => true,
};

test.each<[string, PlaceKind, Partial<OpenLibraryDeps>, readonly PlaceKind[]]>([
  ['its file system, and what an older one kept', 'opfs', {}, ['opfs', 'indexed']],
  [
    'a database, where a private window refuses the file system',
    'opfs',
    { storage: storage(refused('SecurityError')) },
    ['indexed'],
  ],
  [
    'a database, where files cannot be written in place',
    'opfs',
    { canWriteInPlace: () => false },
    ['indexed'],
  ],
  [
    'a database, where a browser knows of no file system',
    'indexed',
    {
      storage: {} as StorageManager,
      canWriteInPlace: () => {
        throw new ReferenceError('FileSystemFileHandle is not defined');
      },
    },
    ['indexed'],
  ],
])('a browser keeps files in %s', async (_, kind, deps, places) => {
  const library = await openLibrary(kind, { ...WORKING, ...deps });
  expect(library.places.map((place) => place.kind)).toEqual(places);
});

test.each(['SecurityError', 'InvalidStateError', 'UnknownError'])(
  'a browser that keeps nothing says so of the file: %s',
  async (name) => {
    const opening = openLibrary('opfs', { ...WORKING, openDatabase: refused(name) });
    expect(await codeOf(namingFile('base.safetensors', opening))).toBe('library-refused');
  },
);
