import { CATALOG } from '../../../../models/catalog';
import { packError } from '../../../../src/core/errors';
import { runFailed, runStarted } from '../../../../panel/store/actions';
import type { PickedFile } from '../../../../panel/models/pick-files';
import {
  createModelLibrary,
  type ModelLibrary,
  type ModelLibraryDeps,
} from '../../../../panel/models/library/model-library';
import { keptFileGone } from '../../../../panel/models/library/errors';
import type { LibraryThread } from '../../../../panel/models/library/library-thread';
import type { KeptRecord } from '../../../../panel/models/library/records';
import { downloadOf, verdictFor } from '../../../../panel/store/library';
import { modelAccepted, modelRefused } from '../../../../panel/store/model-actions';
import type { PanelState } from '../../../../panel/store/panel-state';
import type { Store } from '../../../../panel/store/store';
import { open, sdxlFile } from '../../stories/models';
import { until } from '../../../support/wait';
import { startPanel } from '../../stories/panel';

const KNOWN = CATALOG.knownFiles.find(({ name }) => name === CATALOG.ways.full.sdxl)!;
const RECORD: KeptRecord = {
  id: 'one',
  name: KNOWN.name,
  byteLength: 4,
  sha256: KNOWN.sha256!,
  keptAtMs: 5,
};

/** A promise that is settled from outside. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

interface Bench {
  readonly store: Store<PanelState>;
  readonly library: ModelLibrary;
  readonly taken: PickedFile[];
  readonly saved: string[];
  /** Ends the download, the check of a file. */
  readonly received: () => void;
  readonly hashed: () => void;
}

/** A library whose thread does what it is asked when the test says so. */
async function start(deps: Partial<ModelLibraryDeps> = {}): Promise<Bench> {
  const { store } = await startPanel();
  const taken: PickedFile[] = [];
  const saved: string[] = [];
  const receiving = gate();
  const hashing = gate();
  const kept: KeptRecord[] = [];
  const thread: Partial<LibraryThread> = {
    list: () => Promise.resolve({ kept: [...kept], gone: [], partials: [] }),
    async download() {
      await receiving.opened;
      kept.push(RECORD);
      return RECORD;
    },
    async hash() {
      await hashing.opened;
      return '0'.repeat(64);
    },
    keep: () => Promise.resolve(RECORD),
    open: () => Promise.resolve({ blob: new Blob(['four']), keptAtMs: 5 }),
    save(_, { id }) {
      saved.push(id);
      return Promise.resolve();
    },
    remove(_, id) {
      kept.splice(0, kept.length, ...kept.filter((record) => record.id !== id));
      return Promise.resolve();
    },
  };
  const done = (): Promise<void> => Promise.resolve();
  const library = createModelLibrary({
    store,
    inThread: (work) => work(thread as LibraryThread),
    files: {
      take(picked) {
        taken.push(...picked);
        return done();
      },
      setKept: done,
      remove: done,
    },
    table: CATALOG,
    can: { download: true, saveAs: true, keep: true },
    place: 'opfs',
    storage: undefined,
    pickSaveFile: (name) =>
      Promise.resolve({
        name,
        getFile: () => Promise.resolve(new File(['four'], name)),
      } as FileSystemFileHandle),
    wallClockMs: () => 0,
    ...deps,
  });
  await library.start();
  return { store, library, taken, saved, received: receiving.open, hashed: hashing.open };
}

const choose = (store: Store<PanelState>): void =>
  store.update(modelAccepted('mine.safetensors', open(sdxlFile()), null));

describe('a file that has been downloaded', () => {
  it('is chosen where its role has none', async () => {
    const { library, taken, received } = await start();
    const ended = library.accept(KNOWN.name, 'browser');
    received();
    await ended;
    expect(taken).toMatchObject([{ kept: 'one', file: { name: KNOWN.name } }]);
    // Two copies of one name and length are told apart by when they were kept.
    expect(taken[0]?.file.lastModified).toBe(RECORD.keptAtMs);
  });

  it.each<[string, () => Promise<boolean>]>([
    ['is refused', () => Promise.resolve(false)],
    ['fails', () => Promise.reject(new DOMException('no', 'NotAllowedError'))],
    ['stays open', () => new Promise<never>(() => undefined)],
  ])('does not depend on the wish that the browser keep it, which %s', async (_, persist) => {
    const storage = { persist } as unknown as StorageManager;
    const { library, store, taken, received } = await start({ storage });
    received();
    await library.accept(KNOWN.name, 'browser');
    expect(taken).toHaveLength(1);
    choose(store);
    await library.keep('sdxl');
    expect(store.get().library.work).toBeNull();
  });

  it.each(['browser', 'file'] as const)(
    'replaces none that was chosen meanwhile: into %s',
    async (where) => {
      const { library, store, taken, received } = await start();
      const ended = library.accept(KNOWN.name, where);
      choose(store);
      received();
      await ended;
      expect(taken).toEqual([]);
      expect(downloadOf(store.get().library, KNOWN.name)).toBeNull();
      expect(store.get().library.kept.map(({ id }) => id)).toEqual(
        where === 'browser' ? ['one'] : [],
      );
    },
  );
});

describe('a download into a file of the person’s own', () => {
  it('is written there though a check of another file runs when it ends', async () => {
    const { library, store, saved, received, hashed } = await start();
    choose(store);
    const verified = library.verify('sdxl');
    const ended = library.accept(KNOWN.name, 'file');
    received();
    await until(() => store.get().library.work?.kind === 'verify');
    hashed();
    await Promise.all([verified, ended]);
    expect(saved).toEqual(['one']);
    expect(store.get().library.kept).toEqual([]);
  });

  it('is known by its hash, whatever it is called there', async () => {
    const { store } = await startPanel();
    const done = (): Promise<void> => Promise.resolve();
    const { library, received } = await start({
      store,
      files: {
        take([picked]) {
          const { file } = picked!;
          const { description } = open({ ...sdxlFile(), name: 'x.safetensors', byteLength: 4 });
          const held = {
            description,
            access: 'open',
            file: { name: file.name, blob: file },
          } as const;
          store.update(modelAccepted('x.safetensors', held, null));
          return done();
        },
        setKept: done,
        remove: done,
      },
    });
    const ended = library.accept(KNOWN.name, 'file');
    received();
    await ended;
    const { library: state, models } = store.get();
    expect(verdictFor(state, models, 'sdxl')).toMatchObject({ kind: 'genuine', name: KNOWN.name });
  });

  it('keeps its copy where that was chosen meanwhile', async () => {
    const { library, store, saved, received, hashed } = await start();
    choose(store);
    const verified = library.verify('sdxl');
    const ended = library.accept(KNOWN.name, 'file');
    received();
    await until(() => store.get().library.work?.kind === 'verify');
    const copy = { ...open(sdxlFile()), kept: RECORD.id };
    store.update(modelAccepted(KNOWN.name, copy, null));
    hashed();
    await Promise.all([verified, ended]);
    expect(saved).toEqual(['one']);
    expect(store.get().library.kept.map(({ id }) => id)).toEqual(['one']);
  });

  it('that failed there can be saved again, and stays kept', async () => {
    let times = 0;
    const { library, store, saved, received } = await start({
      pickSaveFile: (name) =>
        Promise.resolve({
          name,
          requestPermission: () => Promise.resolve(++times === 1 ? 'denied' : 'granted'),
          getFile: () => Promise.resolve(new File(['four'], name)),
        } as unknown as FileSystemFileHandle),
    });
    const ended = library.accept(KNOWN.name, 'file');
    received();
    await ended;
    expect(store.get().library.failed?.error.code).toBe('model-save-failed');
    await library.saveAs('one');
    expect(saved).toEqual(['one']);
    expect(store.get().library.kept.map(({ id }) => id)).toEqual(['one']);
    expect(store.get().library.failed).toBeNull();
  });
});

test('a hash that was computed since is not replaced by the one of what was received', async () => {
  const { library, store, received, hashed } = await start();
  const ended = library.accept(KNOWN.name, 'browser');
  received();
  await ended;
  const held = { ...open(sdxlFile()), kept: RECORD.id };
  store.update(modelAccepted('mine.safetensors', held, null));
  const verdict = () => verdictFor(store.get().library, store.get().models, 'sdxl')?.kind;
  await library.start();
  expect(verdict()).toBe('genuine');
  hashed();
  await library.verify('sdxl');
  expect(verdict()).toBe('unknown');
  await library.start();
  expect(verdict()).toBe('unknown');
});

test.each([
  ['is told of', [], 'kept-file-gone'],
  ['is told of once, where it was chosen', [KNOWN.name], undefined],
])('a kept file that the browser removed %s', async (_, refused, code) => {
  const { store } = await startPanel();
  for (const name of refused) {
    store.update(modelRefused(name, packError(keptFileGone(name))));
  }
  const { library } = await start({
    store,
    inThread: (work) =>
      work({
        list: () => Promise.resolve({ kept: [], gone: [RECORD], partials: [] }),
      } as unknown as LibraryThread),
  });
  await library.start();
  expect(store.get().library.failed?.error.code).toBe(code);
});

test('a kept file is not removed while a run may read it', async () => {
  const { library, store, received } = await start();
  const ended = library.accept(KNOWN.name, 'browser');
  received();
  await ended;
  store.update(runStarted('supir', 0));
  await library.remove('one');
  expect(store.get().library.kept.map(({ id }) => id)).toEqual(['one']);
  store.update(runFailed(packError(new Error('x'))));
  await library.remove('one');
  expect(store.get().library.kept).toEqual([]);
});
