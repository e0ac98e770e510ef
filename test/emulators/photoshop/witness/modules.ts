import { pass } from './lab';
import { holds, same, gives, type Witnesses } from './witness';

export const MODULES: Witnesses = {
  P1: gives('return app.documents.length', 1),
  P2: holds(`return (await message(() => app.nothing)).startsWith('sim: not modelled')
    && fails(() => modal(() => imaging.getPixels({ layerId: 5 })))`),
  P3: holds(`let done = false;
    const checked = action.validateReference([]).then(() => { done = true; });
    for (let i = 0; i < 50; i++) await null;
    const early = done; await checked; return !early && done`),
  P4: gives(
    `const image = await rgba(1, 1, 7); const first = await image.getData(); first.fill(9);
    const second = await image.getData(); image.dispose(); return [...second]`,
    [7, 7, 7, 7],
  ),
  P5: async (make) => {
    const lab = make();
    await lab.run(
      `makeWebview(); window.addEventListener('message', (e) => { globalThis.got = e.data; });`,
    );
    await pass(lab);
    const message = { a: 1 };
    lab.ps.webview.fromPage(message);
    message.a = 2;
    await pass(lab);
    return same(await lab.run('return got'), { a: 1 });
  },
  P6: async (make) => {
    const heard = async (): Promise<string[]> => {
      const lab = make({ switches: { drop: 0.5 } });
      const texts: string[] = [];
      lab.ps.webview.onLoad(() => lab.ps.webview.toPage((text) => texts.push(text)));
      await lab.run('globalThis.view = makeWebview(); await wait(20)');
      await lab.run('for (let i = 0; i < 64; i++) view.postMessage(i); await wait(200)');
      return texts;
    };
    const first = await heard();
    return first.length > 0 && first.length < 64 && same(first, await heard());
  },
  P7: async (make) => {
    const lab = make();
    await lab.run('await rgba(1, 1, 7)');
    return lab.ps.problems().some((problem) => problem.startsWith('P7'));
  },

  M1: gives(
    `return ['app', 'core', 'action', 'imaging', 'constants'].every((name) => name in ps)`,
    true,
  ),
  M2: gives(
    `return ['storage', 'entrypoints', 'host', 'versions', 'shell', 'pluginManager'].every((name) => name in uxp)
    && ['localFileSystem', 'secureStorage', 'formats', 'types', 'domains', 'fileTypes'].every((name) => name in uxp.storage)`,
    true,
  ),
  M3: holds(`for (const name of ['fs', 'os', 'path', 'process']) require(name);
    return (await fails(() => require('http'))) && fails(() => require('crypto'))`),
  M4: holds(`const names = ['Worker', 'SharedArrayBuffer', 'indexedDB', 'TextEncoder', 'TextDecoder', 'createImageBitmap',
      'matchMedia', 'MutationObserver', 'queueMicrotask'];
    const canvas = document.createElement('canvas');
    return names.every((name) => typeof globalThis[name] === 'undefined') && navigator.gpu === undefined
      && canvas.getContext('webgl') === null && !('getImageData' in canvas.getContext('2d'))`),
  M5: holds(
    `return (await fails(() => new Function('return 1')())) && fails(() => (0, eval)('1'))`,
  ),
  M6: async (make) => {
    const lab = make();
    await lab.run(`void Promise.reject(new Error('lost'));`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    lab.realm.unload();
    return lab.ps.problems().some((problem) => problem.startsWith('M6'));
  },
  M7: async (make) => {
    const script = `return [uxp.host.name, uxp.host.version, uxp.versions.uxp,
      'createReadStream' in fs, 'selection' in app.activeDocument]`;
    const old = await make({ version: '24.6.0' }).run(script);
    const later = await make({ version: '26.8.1' }).run(script);
    return (
      same(old, ['photoshop', '24.6.0', 'uxp-7.0.1', false, false]) &&
      same(later, ['photoshop', '26.8.1', 'uxp-8.2.1', true, true])
    );
  },
};
