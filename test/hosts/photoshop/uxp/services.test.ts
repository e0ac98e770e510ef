import type { Image8 } from '../../../../src/core/image';
import { rect } from '../../../../src/core/geometry';
import { autoClock } from '../../../emulators/photoshop/clock';
import { DEFAULT_MANIFEST } from '../../../emulators/photoshop/manifest';
import { galleryPsd } from '../../contract/gallery';
import { NEVER, picture } from './documents';
import { createStage } from './stage';

const FULL_ACCESS = {
  ...DEFAULT_MANIFEST,
  requiredPermissions: { ...DEFAULT_MANIFEST.requiredPermissions, localFileSystem: 'fullAccess' },
} as const;

test('the environment, the theme and what the settings were', async () => {
  const stage = await createStage({ version: '26.0.0' });
  const { ps } = stage;
  expect(stage.link.host.description).toBe('Photoshop 26.0.0');
  expect(stage.link.environment).toEqual({
    photoshop: '26.0.0',
    uxp: expect.stringContaining('uxp-8.0') as string,
    locale: 'en_US',
    theme: 'darkest',
    settings: null,
    gpuMemoryMB: 16_384,
  });
  const themes: string[] = [];
  stage.link.onTheme((theme) => themes.push(theme));
  ps.user.setTheme('lightest');
  stage.link.saveSettings('{"seed":5}');
  await stage.link.copyText('until the last is through');
  expect(themes).toEqual(['lightest']);
  const again = await stage.reload();
  expect(again.environment).toMatchObject({ settings: '{"seed":5}', theme: 'lightest' });
  stage.dispose();
  expect(ps.problems()).toEqual([]);
});

test('the clipboard, both ways', async () => {
  const stage = await createStage();
  const { ps, link } = stage;
  await expect(link.pasteText()).rejects.toMatchObject({ code: 'clipboard-empty' });
  await link.copyText('prompt 😀');
  expect(await link.pasteText()).toBe('prompt 😀');
  ps.user.setClipboard('from elsewhere');
  expect(await link.pasteText()).toBe('from elsewhere');
  stage.dispose();
});

describe('commands from the menu', () => {
  test('reach the page that is there', async () => {
    const stage = await createStage();
    const heard: string[] = [];
    stage.link.onCommand((command) => heard.push(command));
    await stage.ps.user.runCommand('upscaleSelection');
    await stage.ps.user.runCommand('showPanel');
    await stage.link.copyText('after it');
    expect(heard).toEqual(['upscale']);
    stage.dispose();
    expect(stage.ps.problems()).toEqual([]);
  });

  test('wait for the page that is loading', async () => {
    const stage = await createStage();
    const loading = stage.reload();
    await stage.ps.user.runCommand('upscaleSelection');
    const link = await loading;
    const heard = await new Promise((resolve) => link.onCommand(resolve));
    expect(heard).toBe('upscale');
    stage.dispose();
  });
});

describe('files', () => {
  const model = Uint8Array.from({ length: 9_500_000 }, (_, i) => (i * 7919) >> 3);

  test('the panel’s own come whole, others not at all', async () => {
    const stage = await createStage();
    const { ps, link } = stage;
    ps.disk.add('plugin:/page/model.safetensors', model);
    ps.disk.add('plugin:/manifest.json', model);
    const progress: number[] = [];
    const bytes = await link.files.asset('page/model.safetensors', {
      signal: NEVER,
      onProgress: (done) => progress.push(done),
    });
    expect(Buffer.compare(bytes, model)).toBe(0);
    expect(progress).toEqual([0, 4_194_304, 8_388_608, 9_500_000]);
    for (const name of ['manifest.json', '../model.safetensors', 'page/../manifest.json', '']) {
      await expect(link.files.asset(name, { signal: NEVER })).rejects.toMatchObject({
        code: 'file-unknown',
      });
    }
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('picked ones are read by range, also far into a large one and after a reload', async () => {
    const stage = await createStage({ manifest: FULL_ACCESS });
    const { ps } = stage;
    const size = 6e9;
    const at = 5e9 + 3;
    ps.disk.add('/models/sdxl.safetensors', {
      size,
      read: (offset, length) =>
        Uint8Array.from({ length: Math.min(length, size - offset) }, (_, i) => (offset + i) % 251),
    });
    ps.user.picks('/models/sdxl.safetensors');
    const [file] = await stage.link.files.pick(['safetensors']);
    expect(file).toMatchObject({ name: 'sdxl.safetensors', size });
    const link = await stage.reload();
    expect(await link.files.list()).toEqual([file]);
    const bytes = await link.files.read(file!.id, at, 1000, NEVER);
    expect([bytes.length, bytes[0], bytes[999]]).toEqual([1000, at % 251, (at + 999) % 251]);
    const end = await link.files.read(file!.id, size - 10, 1000, NEVER);
    expect(end.length).toBe(10);
    await link.files.forget(file!.id);
    expect(await link.files.list()).toEqual([]);
    await expect(link.files.read(file!.id, 0, 10, NEVER)).rejects.toMatchObject({
      code: 'file-unknown',
    });
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('that are gone, or may not be read, are named', async () => {
    const stage = await createStage({ manifest: FULL_ACCESS });
    const { ps, link } = stage;
    expect(await link.files.pick(['safetensors'])).toEqual([]);
    ps.disk.add('/models/a.safetensors', new Uint8Array(10));
    ps.user.picks('/models/a.safetensors');
    const [file] = await link.files.pick(['safetensors']);
    ps.disk.remove('/models/a.safetensors');
    const { code } = (await link.files.read(file!.id, 0, 5, NEVER).catch((e: unknown) => e)) as {
      code: string;
    };
    expect(['file-unknown', 'file-unreadable']).toContain(code);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('are written where the dialog asks, and nowhere when it was cancelled', async () => {
    const stage = await createStage({ manifest: FULL_ACCESS });
    const { ps, link } = stage;
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 251);
    expect(await link.files.save('Restored 2x (Fast).png', bytes)).toBe(false);
    ps.user.picks('/pictures/kept.png');
    expect(await link.files.save('Restored 2x (Fast).png', bytes)).toBe(true);
    expect(ps.disk.read('/pictures/kept.png')).toEqual(bytes);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('need the permission for what lies outside of the plugin', async () => {
    const stage = await createStage();
    const { ps, link } = stage;
    ps.disk.add('/models/a.safetensors', new Uint8Array(10));
    ps.user.picks('/models/a.safetensors');
    await expect(link.files.pick(['safetensors'])).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });
});

describe('diagnostics', () => {
  test('the speed of the bridge', async () => {
    const stage = await createStage({
      switches: { bridgeSpeed: 20_000_000 },
      clock: autoClock(),
    });
    const { toPlugin, toPage } = await stage.link.measure(3_000_000, NEVER);
    // Base64 makes three bytes into four letters; each message costs a moment.
    for (const rate of [toPlugin, toPage]) {
      expect(rate).toBeGreaterThan(14_000_000);
      expect(rate).toBeLessThan(15_000_000);
    }
    stage.dispose();
  });

  test.each([true, false])(
    'known pixels, there and back; premultiplied: %s',
    async (premultiplied) => {
      const stage = await createStage({ switches: { premultiplied } });
      const { ps, link } = stage;
      const id = ps.user.open(galleryPsd(), 'gallery.psd');
      const before = ps.documents.savePsd(id);
      const half: Image8 = {
        width: 1,
        height: 1,
        depth: 8,
        data: Uint8ClampedArray.of(255, 0, 0, 128),
      };
      const [red] = (await link.probePixels(half, NEVER)).data;
      expect(red).toBe(premultiplied ? 128 : 255);
      const shown = picture(rect(0, 0, 7, 5));
      const back = await link.probePixels(shown, NEVER);
      if (!premultiplied) expect(back).toEqual(shown);
      expect(Buffer.compare(before, ps.documents.savePsd(id))).toBe(0);
      expect(ps.documents.historyStates(id)).toHaveLength(1);
      stage.dispose();
      expect(ps.problems()).toEqual([]);
    },
  );

  test('without a document', async () => {
    const stage = await createStage();
    await expect(stage.link.probePixels(picture(rect(0, 0, 2, 2)), NEVER)).rejects.toMatchObject({
      code: 'document-gone',
    });
    stage.dispose();
  });
});
