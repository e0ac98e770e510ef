import { DEFAULT_MANIFEST, type Manifest } from '../manifest';
import { pass } from './lab';
import { gives, holds, same, type Witnesses } from './witness';

type Permissions = Manifest['requiredPermissions'];

function manifest(more: Partial<Permissions>): Manifest {
  return {
    ...DEFAULT_MANIFEST,
    requiredPermissions: { ...DEFAULT_MANIFEST.requiredPermissions, ...more },
  };
}

const FULL = { manifest: manifest({ localFileSystem: 'fullAccess' }) };
const MODEL = '/models/a.safetensors';
const GIGABYTE = 2 ** 30;

/** A file of many gigabytes that needs no memory: each byte tells its place. */
const SPARSE = {
  size: 5 * GIGABYTE,
  read: (offset: number, length: number) =>
    Uint8Array.from({ length: Math.max(0, Math.min(length, 5 * GIGABYTE - offset)) }, (_, i) =>
      Math.floor((offset + i) / GIGABYTE),
    ),
};

export const FILES: Witnesses = {
  F1: async (make) => {
    const lab = make({ manifest: manifest({ localFileSystem: 'plugin' }) });
    lab.ps.disk.add(MODEL, Uint8Array.of(1));
    lab.ps.user.picks(MODEL);
    const got = await lab.run(`return [await fails(() => localFileSystem.getFileForOpening()),
      await fails(() => localFileSystem.getEntryWithUrl('file:${MODEL}'))]`);
    const full = make(FULL);
    full.ps.disk.add(MODEL, Uint8Array.of(1));
    const name = await full.run(
      `return (await localFileSystem.getEntryWithUrl('file:${MODEL}')).name`,
    );
    return same(got, [true, true]) && name === 'a.safetensors';
  },
  F2: async (make) => {
    const lab = make();
    lab.ps.disk.add(MODEL, Uint8Array.of(1));
    lab.ps.user.picks(null);
    const none = await lab.run('return localFileSystem.getFileForOpening()');
    lab.ps.user.picks(MODEL);
    const one = await lab.run('return (await localFileSystem.getFileForOpening()).nativePath');
    lab.ps.user.picks(MODEL, MODEL);
    const many = await lab.run(
      'return (await localFileSystem.getFileForOpening({ allowMultiple: true })).length',
    );
    return none === null && one === MODEL && many === 2;
  },
  F3: async (make) => {
    const lab = make();
    lab.ps.disk.add(MODEL, Uint8Array.of(7));
    lab.ps.user.picks(MODEL);
    const got =
      await lab.run(`const token = await localFileSystem.createPersistentToken(await localFileSystem.getFileForOpening());
      globalThis.token = token; let unknown = '';
      try { await localFileSystem.getEntryForPersistentToken('nobody'); } catch (error) { unknown = error.name; }
      return [typeof token, (await localFileSystem.getEntryForPersistentToken(token)).name, unknown]`);
    lab.ps.disk.rename(MODEL, '/models/b.safetensors');
    const moved =
      await lab.run(`const entry = await localFileSystem.getEntryForPersistentToken(token);
      return fails(() => entry.read({ format: uxp.storage.formats.binary }))`);
    return same(got, ['string', 'a.safetensors', 'ReferenceError']) && moved === true;
  },
  F4: async (make) => {
    const lab = make();
    lab.ps.disk.add(MODEL, Uint8Array.of(7));
    lab.ps.user.picks(MODEL);
    const before =
      await lab.run(`globalThis.token = localFileSystem.createSessionToken(await localFileSystem.getFileForOpening());
      return localFileSystem.getEntryForSessionToken(token).name`);
    lab.ps.user.quit();
    const after = await lab.run(
      'return fails(() => localFileSystem.getEntryForSessionToken(token))',
    );
    return before === 'a.safetensors' && after === true;
  },
  F5: async (make) => {
    const lab = make();
    lab.ps.disk.add(MODEL, SPARSE);
    lab.ps.disk.add(
      '/notes.txt',
      Uint8Array.from({ length: 40 }, (_, i) => i),
    );
    lab.ps.user.picks('/notes.txt', MODEL);
    const got =
      await lab.run(`const read = async () => (await localFileSystem.getFileForOpening()).read({ format: uxp.storage.formats.binary });
      return [(await read()).byteLength, await fails(read)]`);
    return same(got, [40, true]);
  },
  F6: async (make) => {
    const lab = make(FULL);
    lab.ps.disk.add(MODEL, SPARSE);
    const got = await lab.run(`const fd = await fs.open('file:${MODEL}', 'r');
      const at = async (position, length = 4) => { const buffer = new ArrayBuffer(8);
        const { bytesRead } = await fs.read(fd, buffer, 0, length, position); return [bytesRead, new Uint8Array(buffer)[0]]; };
      const far = await at(${4.5 * GIGABYTE}); const next = await at(-1); const end = await at(${5 * GIGABYTE - 2});
      const wrong = await fails(() => fs.read(fd, new Uint8Array(4), 0, 4, 0));
      await fs.close(fd);
      return [far, next, end, wrong, await fails(() => at(0)), (await fs.lstat('file:${MODEL}')).size]`);
    return same(got, [[4, 4], [4, 0], [2, 4], true, true, 5 * GIGABYTE]);
  },
  F7: async (make) => {
    const lab = make();
    lab.ps.disk.add(MODEL, Uint8Array.of(1));
    lab.ps.disk.add('plugin-data:/own.bin', Uint8Array.of(1));
    const got =
      await lab.run(`const own = await fs.open('plugin-data:/own.bin', 'r'); await fs.close(own);
      return fails(() => fs.open('${MODEL}', 'r'))`);
    return got === true;
  },
  F8: async (make) => {
    const lab = make();
    lab.ps.disk.add('plugin:/page/index.html', Uint8Array.of(1));
    const got = await lab.run(`const data = await localFileSystem.getDataFolder();
      await (await data.createFile('settings.json')).write('{}');
      await (await (await localFileSystem.getTemporaryFolder()).createFile('a.png')).write('x');
      const plugin = await localFileSystem.getPluginFolder();
      return [(await data.getEntry('settings.json')).name, await fails(() => plugin.createFile('x'))]`);
    lab.realm.unload();
    const kept = lab.ps.disk.list();
    lab.ps.user.uninstall();
    return (
      same(got, ['settings.json', true]) &&
      same(kept, ['/photoshop/plugin/page/index.html', '/photoshop/data/settings.json']) &&
      same(lab.ps.disk.list(), ['/photoshop/plugin/page/index.html'])
    );
  },
  F9: gives(
    `localStorage.setItem('a', 5); return [localStorage.getItem('a'), localStorage.getItem('b'), localStorage.length]`,
    ['5', null, 1],
  ),
  F10: holds('uxp.entrypoints.setup({}); return fails(() => uxp.entrypoints.setup({}))'),
  F11: async (make) => {
    const lab = make();
    await lab.run('uxp.entrypoints.setup({ commands: { slow: () => wait(400), quick: () => 5 } })');
    const quick = await lab.ps.user.runCommand('quick');
    const slow = await lab.ps.user.runCommand('slow');
    const told = lab.ps.problems().filter((problem) => problem.startsWith('F11'));
    return quick === 5 && slow === undefined && told.length === 1;
  },
  F12: async (make) => {
    const calls = async (lifecycleWorks: boolean): Promise<unknown> => {
      const lab = make({ switches: { lifecycleWorks } });
      await lab.run(`globalThis.calls = []; const note = (name) => () => { calls.push(name); };
        uxp.entrypoints.setup({ panels: { main: { create: note('create'), show: note('show'), hide: note('hide'), destroy: note('destroy') } } })`);
      for (const action of ['openPanel', 'closePanel', 'openPanel'] as const) {
        lab.ps.user[action]();
        await pass(lab, 5);
      }
      return lab.run('return calls');
    };
    return (
      same(await calls(false), ['create', 'show']) &&
      same(await calls(true), ['create', 'show', 'hide', 'show'])
    );
  },
  F13: async (make) => {
    const script = `return fails(() => uxp.shell.openExternal('https://example.org'))`;
    const refused = await make({ manifest: manifest({ launchProcess: {} }) }).run(script);
    const denied = await make({ consents: false }).run(script);
    const lab = make();
    return (
      refused === true &&
      denied === true &&
      (await lab.run(script)) === false &&
      same(lab.ps.sim.plugin.opened, ['https://example.org'])
    );
  },
  F14: async (make) => {
    const lab = make({ manifest: manifest({ clipboard: 'read' }) });
    lab.ps.user.setClipboard('copied');
    const got = await lab.run(
      `return [await navigator.clipboard.readText(), await fails(() => navigator.clipboard.writeText('x'))]`,
    );
    return same(got, ['copied', true]);
  },
};
