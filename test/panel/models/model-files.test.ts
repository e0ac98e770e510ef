import { createModelFiles, type ModelFiles } from '../../../panel/models/model-files';
import { keptFileGone } from '../../../panel/models/library/errors';
import type { ModelMemory, RememberedModel } from '../../../panel/models/memory';
import type { PickedFile } from '../../../panel/models/pick-files';
import type { Settings } from '../../../panel/settings/settings';
import { changeSettings, setSetting } from '../../../panel/store/actions';
import type { PanelState } from '../../../panel/store/panel-state';
import type { Store } from '../../../panel/store/store';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspectByName, sdxlFile, supirFile } from '../stories/models';
import { startPanel } from '../stories/panel';

const SUPIR = 'SUPIR-v0Q.safetensors';
const SDXL = 'base.safetensors';

interface FakeMemory extends ModelMemory {
  readonly map: Map<string, RememberedModel>;
}

function createFakeMemory(): FakeMemory {
  const map = new Map<string, RememberedModel>();
  return {
    map,
    recall: () => Promise.resolve([...map.values()]),
    keep(model) {
      map.set(model.description.role, model);
      return Promise.resolve();
    },
    forget(role) {
      map.delete(role);
      return Promise.resolve();
    },
  };
}

/** A browser's handle; `granted` is what it says without and with a click. */
function handle(name: string, granted: { now: boolean; click: boolean; gone?: boolean }) {
  const answer = (yes: boolean): Promise<PermissionState> =>
    Promise.resolve(yes ? 'granted' : 'prompt');
  return {
    name,
    queryPermission: () => answer(granted.now),
    requestPermission: () => answer(granted.click),
    getFile: () =>
      granted.gone === true
        ? Promise.reject(new DOMException('gone', 'NotFoundError'))
        : Promise.resolve(new File([name], name)),
  } as unknown as FileSystemFileHandle;
}

const picked = (...names: string[]): PickedFile[] =>
  names.map((name) => ({ file: new File([name], name), handle: null }));

async function start(
  memory = createFakeMemory(),
  settings: Partial<Settings> = {},
): Promise<{ files: ModelFiles; store: Store<PanelState>; memory: FakeMemory }> {
  const { store } = await startPanel();
  store.update(changeSettings(settings));
  const inspect = (file: { readonly name: string }) =>
    Promise.resolve().then(() => inspectByName(file.name));
  const openKept = (id: string, name: string): Promise<File> =>
    id === 'gone' ? Promise.reject(keptFileGone(name)) : Promise.resolve(new File([id], name));
  const files = createModelFiles({ store, memory, inspect, openKept });
  await files.start();
  return { files, store, memory };
}

function seen({ models }: PanelState) {
  return {
    supir: models.supir && `${models.supir.description.name} ${models.supir.access}`,
    sdxl: models.sdxl && `${models.sdxl.description.name} ${models.sdxl.access}`,
    refused: models.refused.map(({ name, error }) => `${name} ${error.code}`),
    checking: models.checking,
  };
}

describe('model files', () => {
  const BOTH = { supir: `${SUPIR} open`, sdxl: `${SDXL} open`, refused: [], checking: [] };

  it.each([[[[SUPIR, SDXL]]], [[[SDXL, SUPIR]]], [[[SUPIR], [SDXL]]], [[[SDXL], [SUPIR]]]])(
    'are taken in any order: %j',
    async (picks) => {
      const { files, store } = await start();
      for (const names of picks) await files.take(picked(...names));
      expect(seen(store.get())).toEqual(BOTH);
    },
  );

  it('that are wrong are refused by name, and nothing else is lost', async () => {
    const { files, store } = await start();
    await files.take(picked(SUPIR));
    await files.take(picked('detail.safetensors', SDXL));
    expect(seen(store.get())).toEqual({ ...BOTH, refused: ['detail.safetensors model-is-vae'] });
    files.dismissRefusal('detail.safetensors');
    expect(seen(store.get()).refused).toEqual([]);
  });

  it('that went away while they were picked are named, and the others taken', async () => {
    const { files, store } = await start();
    const lost = [{ name: 'a.crdownload', cause: new DOMException('gone', 'NotFoundError') }];
    await files.takePicked({ files: picked(SUPIR, SDXL), lost });
    expect(seen(store.get())).toEqual({ ...BOTH, refused: ['a.crdownload model-file-unreadable'] });
  });

  it('may have a LoRA among them, which is remembered and removed like the others', async () => {
    const { files, store, memory } = await start();
    await files.take(picked('film.safetensors', SUPIR, SDXL));
    expect(store.get().models.lora).toMatchObject({
      access: 'open',
      description: { role: 'lora', name: 'film.safetensors' },
    });
    expect(seen(store.get())).toEqual(BOTH);
    const again = await start(memory);
    expect(again.store.get().models.lora?.description.name).toBe('film.safetensors');
    await again.files.remove('lora');
    expect(again.store.get().models.lora).toBeNull();
    expect((await start(memory)).store.get().models.lora).toBeNull();
  });

  it('are kept though nothing can be remembered', async () => {
    const { files, store, memory } = await start();
    await files.take(picked(SUPIR));
    memory.recall = () => Promise.reject(new DOMException('no', 'InvalidStateError'));
    await files.setKept('supir', 'copy');
    expect(store.get().models.supir).toMatchObject({ kept: 'copy' });
  });

  it('show which are being read', async () => {
    const { files, store } = await start();
    const taking = files.take(picked(SUPIR, SDXL));
    expect(seen(store.get()).checking).toEqual([SUPIR, SDXL]);
    await taking;
    expect(seen(store.get()).checking).toEqual([]);
  });

  it('take the place of others of their role, and the preset follows them again', async () => {
    const { files, store } = await start();
    await files.take(picked(SUPIR, SDXL));
    store.update(setSetting('presetStyle', 'quality'));
    store.update(setSetting('lightning', false));
    await files.take(picked('SUPIR-v0F.safetensors'));
    expect(store.get().settings).toMatchObject({ presetStyle: null, lightning: false });
    await files.take(picked('base_Lightning.safetensors'));
    expect(store.get().settings.lightning).toBeNull();
    await files.remove('supir');
    expect(seen(store.get())).toMatchObject({
      supir: null,
      sdxl: 'base_Lightning.safetensors open',
    });
  });
});

describe('remembered', () => {
  it('files are open again where the browser still allows it', async () => {
    const first = await start();
    await first.files.take([
      { file: new File(['x'], SUPIR), handle: handle(SUPIR, { now: true, click: true }) },
    ]);
    const { store } = await start(first.memory);
    expect(seen(store.get()).supir).toBe(`${SUPIR} open`);
  });

  it('files keep the preset that was chosen by hand over them', async () => {
    const first = await start();
    await first.files.take(
      [SUPIR, SDXL].map((name) => ({
        file: new File(['x'], name),
        handle: handle(name, { now: true, click: true }),
      })),
    );
    const chosen = { presetStyle: 'fidelity', lightning: true } as const;
    const { store } = await start(first.memory, chosen);
    expect(seen(store.get())).toMatchObject({ supir: `${SUPIR} open`, sdxl: `${SDXL} open` });
    expect(store.get().settings).toMatchObject(chosen);
  });

  it('files wait for one click, and only what is allowed is opened', async () => {
    const memory = createFakeMemory();
    await memory.keep({
      description: supirFile(),
      handle: handle(SUPIR, { now: false, click: true }),
      kept: null,
    });
    await memory.keep({
      description: sdxlFile(),
      handle: handle(SDXL, { now: false, click: false }),
      kept: null,
    });
    const { files, store } = await start(memory);
    expect(seen(store.get())).toMatchObject({ supir: `${SUPIR} ask`, sdxl: `${SDXL} ask` });
    await files.allowAgain();
    expect(seen(store.get())).toMatchObject({ supir: `${SUPIR} open`, sdxl: `${SDXL} ask` });
  });

  it('files are all asked for while the click is fresh', async () => {
    const memory = createFakeMemory();
    let isFresh = true;
    const asking = (name: string): FileSystemFileHandle =>
      Object.assign(handle(name, { now: false, click: true }), {
        requestPermission: () =>
          isFresh
            ? Promise.resolve('granted')
            : Promise.reject(new DOMException('no click', 'SecurityError')),
      });
    await memory.keep({ description: supirFile(), handle: asking(SUPIR), kept: null });
    await memory.keep({ description: sdxlFile(), handle: asking(SDXL), kept: null });
    const { files, store } = await start(memory);
    const allowing = files.allowAgain();
    isFresh = false;
    await allowing;
    expect(seen(store.get())).toMatchObject({ supir: `${SUPIR} open`, sdxl: `${SDXL} open` });
  });

  it('names without handles say "choose again"', async () => {
    const first = await start();
    await first.files.take(picked(SUPIR));
    const { store, files } = await start(first.memory);
    expect(seen(store.get()).supir).toBe(`${SUPIR} gone`);
    await files.take(picked(SUPIR));
    expect(seen(store.get()).supir).toBe(`${SUPIR} open`);
  });

  it('files that went away are forgotten and named', async () => {
    const memory = createFakeMemory();
    await memory.keep({
      description: supirFile(),
      handle: handle(SUPIR, { now: true, click: true, gone: true }),
      kept: null,
    });
    const { store } = await start(memory);
    expect(seen(store.get())).toMatchObject({
      supir: null,
      refused: [`${SUPIR} model-file-unreadable`],
    });
    expect(memory.map.size).toBe(0);
  });

  it('files that the browser keeps are open without a click, whatever their handles say', async () => {
    const first = await start();
    await first.files.take(picked(SUPIR, SDXL));
    await first.files.setKept('supir', 'copy');
    expect(first.store.get().models.supir).toMatchObject({ access: 'open', kept: 'copy' });
    const { store } = await start(first.memory);
    expect(seen(store.get())).toMatchObject({ supir: `${SUPIR} open`, sdxl: `${SDXL} gone` });
    expect(store.get().models.supir).toMatchObject({ kept: 'copy' });
  });

  it('files whose copies the browser removed are named, and chosen again', async () => {
    const first = await start();
    await first.files.take(picked(SUPIR));
    await first.files.setKept('supir', 'gone');
    const { store } = await start(first.memory);
    expect(seen(store.get())).toMatchObject({
      supir: `${SUPIR} gone`,
      refused: [`${SUPIR} kept-file-gone`],
    });
  });

  it('files are forgotten when they are removed', async () => {
    const { files, memory } = await start();
    await files.take(picked(SUPIR, SDXL));
    await files.remove('sdxl');
    expect([...memory.map.keys()]).toEqual(['supir']);
  });
});

describe('the sizes of other networks', () => {
  const TINY = path.resolve(__dirname, '../../fixtures/supir-tiny/config.json');

  it('are read, refused by name, and removed', async () => {
    const { files, store } = await start();
    await files.chooseConfig(new File([readFileSync(TINY)], 'config.json'));
    expect(store.get().models.config?.config.vae.channels).toBeGreaterThan(0);
    await files.chooseConfig(new File(['{'], 'broken.json'));
    expect(seen(store.get())).toMatchObject({
      refused: ['broken.json model-config-invalid'],
      checking: [],
    });
    expect(store.get().models.config?.name).toBe('config.json');
    await files.chooseConfig(null);
    expect(store.get().models.config).toBeNull();
  });
});
