import type { HostFile, HostFiles } from '../../../panel/store/host-files';
import { importFile, PART_BYTES, STEP_BYTES } from '../../../panel/models/import-file';
import {
  createHostFileImports,
  type HostFileImports,
} from '../../../panel/models/host-file-imports';
import { createModelFiles } from '../../../panel/models/model-files';
import type { PanelState } from '../../../panel/store/panel-state';
import type { Store } from '../../../panel/store/store';
import { FileError, HostError, type PanelError } from '../../../src/core/errors';
import { inspectByName } from '../stories/models';
import { startPanel } from '../stories/panel';

const SUPIR: HostFile = { id: 's', name: 'SUPIR-v0Q.safetensors', size: 20_000_003 };
const SDXL: HostFile = { id: 'x', name: 'base.safetensors', size: 1000 };
const LORA: HostFile = { id: 'l', name: 'detail.safetensors', size: 10 };
const NEVER = new AbortController().signal;

const byteAt = (at: number): number => (at * 7 + (at >> 13)) & 255;

/** An editor with a dialog in which `picks` are picked. */
function fakeFiles(picks: readonly HostFile[], before?: (offset: number) => void) {
  let known: readonly HostFile[] = [];
  const reads: { offset: number; length: number }[] = [];
  const files: HostFiles = {
    pick(endings) {
      expect(endings).toEqual(['safetensors', 'ckpt']);
      known = [...picks, ...known.filter(({ id }) => !picks.some((one) => one.id === id))];
      return Promise.resolve(picks);
    },
    list: () => Promise.resolve(known),
    async read(id, offset, length, signal) {
      reads.push({ offset, length });
      await Promise.resolve();
      before?.(offset);
      signal.throwIfAborted();
      const { size } =
        known.find((file) => file.id === id) ?? picks.find((file) => file.id === id)!;
      const count = Math.max(0, Math.min(length, size - offset));
      const bytes = new Uint8Array(count);
      for (let i = 0; i < count; i++) bytes[i] = byteAt(offset + i);
      return bytes;
    },
    forget(id) {
      known = known.filter((file) => file.id !== id);
      return Promise.resolve();
    },
  };
  return { files, reads };
}

interface Started {
  readonly store: Store<PanelState>;
  readonly imports: HostFileImports;
  readonly taken: File[];
  readonly shown: number[];
}

async function start(files: HostFiles): Promise<Started> {
  const { store } = await startPanel();
  const inspect = ({ name }: { readonly name: string }) =>
    Promise.resolve().then(() => inspectByName(name));
  const memory = {
    recall: () => Promise.resolve([]),
    keep: () => Promise.resolve(),
    forget: () => Promise.resolve(),
  };
  const models = createModelFiles({
    store,
    memory,
    inspect,
    openKept: () => Promise.reject(new Error('nothing is kept')),
  });
  const taken: File[] = [];
  const imports = createHostFileImports({
    store,
    files,
    take(picked) {
      taken.push(...picked.map(({ file }) => file));
      return models.take(picked);
    },
  });
  const shown: number[] = [];
  store.subscribe(({ hostFiles }) => {
    const done = hostFiles?.importing?.doneBytes;
    if (done !== undefined && shown.at(-1) !== done) shown.push(done);
  });
  await imports.start();
  return { store, imports, taken, shown };
}

const refused = ({ models }: PanelState) =>
  models.refused.map(({ name, error }) => `${name} ${error.code}`);

describe('a file out of the editor', () => {
  it('comes whole, in parts that the browser can put away', async () => {
    const size = PART_BYTES + STEP_BYTES + 5;
    const { files, reads } = fakeFiles([{ ...SUPIR, size }]);
    const counted: number[] = [];
    const file = await importFile(
      files,
      { ...SUPIR, size },
      {
        signal: NEVER,
        onProgress: (done) => counted.push(done),
      },
    );
    expect([file.name, file.size]).toEqual([SUPIR.name, size]);
    expect(reads.at(-1)).toEqual({ offset: PART_BYTES + STEP_BYTES, length: 5 });
    expect(reads.every(({ length }) => length <= STEP_BYTES)).toBe(true);
    expect(counted.at(-1)).toBe(size);
    for (const at of [0, STEP_BYTES - 1, PART_BYTES - 1, PART_BYTES, size - 1]) {
      const [byte] = new Uint8Array(await file.slice(at, at + 1).arrayBuffer());
      expect(byte).toBe(byteAt(at));
    }
  });

  it('that became shorter is told by name', async () => {
    const { files } = fakeFiles([SDXL]);
    const longer = { ...SDXL, size: SDXL.size + 1 };
    await expect(
      importFile(files, longer, { signal: NEVER, onProgress: () => undefined }),
    ).rejects.toMatchObject({
      code: 'host-file-changed',
      details: { file: SDXL.name, bytes: 1000, expected: 1001 },
    });
  });
});

describe('model files through the editor', () => {
  it('go the way of all model files, one after the other, their bytes counted', async () => {
    const { files } = fakeFiles([SUPIR, SDXL, LORA]);
    const { store, imports, taken, shown } = await start(files);
    await imports.pick();
    const { models, hostFiles } = store.get();
    expect([models.supir?.access, models.sdxl?.access]).toEqual(['open', 'open']);
    expect(refused(store.get())).toEqual(['detail.safetensors model-is-vae']);
    expect(taken.map(({ size }) => size)).toEqual([SUPIR.size, SDXL.size, LORA.size]);
    expect(shown).toEqual([0, STEP_BYTES, 2 * STEP_BYTES, SUPIR.size, 0, 1000, 0, 10]);
    expect(hostFiles).toEqual({ known: [SUPIR, SDXL, LORA], importing: null });
  });

  it('are offered again after a reload, and forgotten on wish', async () => {
    const { files } = fakeFiles([SDXL, LORA]);
    await (await start(files)).imports.pick();
    const { store, imports } = await start(files);
    expect(store.get().hostFiles?.known).toEqual([SDXL, LORA]);
    expect(store.get().models.sdxl).toBeNull();
    await imports.load(SDXL.id);
    expect(store.get().models.sdxl?.access).toBe('open');
    await imports.forget(LORA.id);
    expect(store.get().hostFiles?.known).toEqual([SDXL]);
    await imports.load('unheard of');
    expect(refused(store.get())).toEqual([]);
  });

  it('stop at a cancel: nothing is taken, nothing is refused, the rest is not begun', async () => {
    let cancel = (): void => undefined;
    const { files, reads } = fakeFiles([SUPIR, SDXL], (offset) => {
      if (offset === STEP_BYTES) cancel();
    });
    const { store, imports, taken } = await start(files);
    cancel = () => imports.cancel();
    await imports.pick();
    expect(taken).toEqual([]);
    expect(refused(store.get())).toEqual([]);
    expect(reads).toHaveLength(2);
    expect(store.get().hostFiles?.importing).toBeNull();
    await imports.load(SDXL.id);
    expect(taken).toHaveLength(1);
  });

  it.each<readonly [PanelError, string]>([
    [new FileError({ code: 'file-unreadable', message: 'm', hint: 'h' }), 'host-file-refused'],
    [new FileError({ code: 'file-unknown', message: 'm', hint: 'h' }), 'host-file-refused'],
    [new HostError({ code: 'bridge-lost', message: 'm', hint: 'h' }), 'bridge-lost'],
  ])('that fail on the way are told by name: %s', async (error, code) => {
    const { files } = fakeFiles([SUPIR, SDXL], (offset) => {
      if (offset === STEP_BYTES) throw error;
    });
    const { store, imports, taken } = await start(files);
    await imports.pick();
    expect(refused(store.get())).toEqual([`${SUPIR.name} ${code}`]);
    expect(taken.map(({ name }) => name)).toEqual([SDXL.name]);
    expect(store.get().hostFiles?.importing).toBeNull();
  });

  it('that the editor will not even name sizes of point to the other chooser', async () => {
    const { files } = fakeFiles([]);
    const details = { name: 'far.safetensors' };
    const error = new FileError({ code: 'file-unreadable', message: 'm', hint: 'h', details });
    const { store, imports } = await start({ ...files, pick: () => Promise.reject(error) });
    await imports.pick();
    expect(refused(store.get())).toEqual(['far.safetensors host-file-refused']);
  });

  it('come one import at a time', async () => {
    const { files } = fakeFiles([SDXL]);
    const { imports, taken } = await start(files);
    await Promise.all([imports.pick(), imports.pick(), imports.load(SDXL.id)]);
    expect(taken).toHaveLength(1);
  });
});
