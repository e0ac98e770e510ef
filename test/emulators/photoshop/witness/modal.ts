import { pass } from './lab';
import { gives, holds, same, type Witnesses } from './witness';

const MAKE = `app.activeDocument.createPixelLayer({ name: 'new' })`;

export const MODAL: Witnesses = {
  X1: holds('return fails(() => core.executeAsModal(() => 1, {}))'),
  X2: gives(
    `return [await modal(() => 5), await message(() => modal(() => { throw new Error('mine'); }))]`,
    [5, 'mine'],
  ),
  X3: async (make) => {
    const script = `try { await modal(() => 1, more); return 'ran'; } catch (error) { return [error.number, error.message.includes('other.plugin')]; }`;
    const old = make({ version: '25.9.0' });
    const end = old.ps.user.beginOtherModal('other.plugin');
    const refused = await old.run(`const more = {}; ${script}`);
    end();
    const later = make({ version: '26.0.0' });
    const free = later.ps.user.beginOtherModal('other.plugin');
    const timedOut = await later.run(`const more = { timeOut: 2 }; ${script}`);
    const waiting = later.run(`const more = { timeOut: 5 }; ${script}`);
    later.ps.clock.start(free, 1000);
    return same(refused, [9, false]) && same(timedOut, [9, true]) && (await waiting) === 'ran';
  },
  X4: holds(`const outside = await message(() => { named('photo').name = 'x'; });
    return outside.startsWith('Event: ') && (await message(() => ${MAKE})).startsWith('Event: make')`),
  X5: gives(
    'return message(() => imaging.getPixels({ layerID: 5 }))',
    'The requested functionality is only allowed from inside a modal scope.',
  ),
  X6: async (make) => {
    const lab = make();
    lab.ps.user.select({ rect: { x: 1, y: 0, width: 1, height: 1 }, data: Uint8Array.of(255) });
    const got = await lab.run(`const imageData = await gray(1, 1, 255);
      const refused = await fails(() => imaging.getSelection({}))
        && await fails(() => imaging.putSelection({ imageData }))
        && await fails(() => imaging.putLayerMask({ layerID: 5, imageData }));
      imageData.dispose(); return refused`);
    const kind = make({ switches: { readsOutsideModal: true } });
    const read = await kind.run(
      'const { imageData } = await imaging.getPixels({ layerID: 5 }); return imageData.width',
    );
    return got === true && read === 24;
  },
  X7: holds(
    `const image = await rgba(1, 1, 3); const data = await image.getData(); image.dispose(); return data.length === 4`,
  ),
  X8: gives('return [app.activeDocument.width, app.activeDocument.selection.bounds]', [24, null]),
  X9: holds(`return modal(async (outer) => modal(async (inner) => {
    await ${MAKE}; return inner.isCancelled === outer.isCancelled; }))`),
  X10: async (make) => {
    const lab = make();
    const refused = await lab.run(
      `return modal((context) => fails(() => context.reportProgress({ value: 2 })))`,
    );
    let shown = false;
    lab.ps.before('layer.delete', 1, () => {
      shown = lab.ps.sim.modal?.progressShown ?? false;
    });
    await lab.run(`await modal(async () => { await wait(2500); await named('detail').delete(); })`);
    return refused === true && shown;
  },
  X11: async (make) => {
    const lab = make();
    lab.ps.before('imaging.getPixels', 1, () => {
      lab.ps.user.pressEsc();
      lab.ps.user.pressEsc();
    });
    const got = await lab.run(`let told = 0; return modal(async (context) => {
      context.onCancel = () => { told += 1; };
      const refused = await fails(() => read({ layerID: 5 }));
      return [refused, context.isCancelled, told, await fails(() => ${MAKE})];
    })`);
    return same(got, [true, true, 1, true]);
  },
  X12: async (make) => {
    const lab = make();
    lab.ps.before('imaging.getPixels', 1, () => lab.ps.user.pressEsc());
    const got = await lab.run(`return modal(async () => {
      const first = await fails(() => read({ layerID: 5 }));
      return [first, await fails(() => read({ layerID: 5 }))]; })`);
    return same(got, [true, true]);
  },
  X13: async (make) => {
    const lab = make();
    const suspend = `await context.hostControl.suspendHistory({ documentID: app.activeDocument.id, name: 'one' }); await ${MAKE};`;
    await lab.run(`await modal(async (context) => { ${suspend} });`);
    const kept = lab.ps.documents.historyStates(lab.id).map(({ name }) => name);
    await lab.run(
      `await fails(() => modal(async (context) => { ${suspend} throw new Error('no'); }));`,
    );
    const names = lab.ps.documents.layers(lab.id).map(({ name }) => name);
    return (
      same(kept, ['Open', 'one']) &&
      same(names, ['new', 'detail', 'photo']) &&
      lab.ps.documents.historyStates(lab.id).length === 2
    );
  },
  X14: async (make) => {
    const lab = make();
    await lab.run(`await modal(async (context) => {
      const doc = await app.createDocument({ width: 4, height: 4 });
      await context.hostControl.registerAutoCloseDocument(doc.id); })`);
    return same(lab.ps.documents.ids(), [lab.id]);
  },
  X15: async (make) => {
    const lab = make();
    const got = await lab.run(`const heard = [];
      await action.addNotificationListener(['make', 'modalJavaScriptScopeEnter', 'modalJavaScriptScopeExit'], (name) => heard.push(name));
      await modal(() => ${MAKE}); await wait(5);
      await modal(() => ${MAKE}, { interactive: true }); await wait(5); return heard`);
    const [enter, exit] = ['modalJavaScriptScopeEnter', 'modalJavaScriptScopeExit'];
    return same(got, [enter, exit, enter, 'make', exit]);
  },
  X16: holds(`return modal((context) => Object.keys(context).length === 0 && ({ ...context }).hostControl === undefined
    && typeof context.hostControl.suspendHistory === 'function')`),
  X17: async (make) => {
    const lab = make();
    await lab.run('await modal(() => wait(3500))');
    return lab.ps.problems().some((problem) => problem.startsWith('X17'));
  },
  X18: async (make) => {
    const lab = make();
    await lab.run('makeWebview(); await wait(20)');
    const waiting = lab.run(
      `await modal(() => new Promise((resolve) => window.addEventListener('message', resolve)))`,
    );
    await pass(lab, 5);
    lab.ps.webview.fromPage('answer');
    await waiting;
    return lab.ps.problems().some((problem) => problem.startsWith('X18'));
  },
  X19: gives('return [core.isModal(), await modal(() => core.isModal())]', [false, true]),
};

export const HISTORY: Witnesses = {
  H1: async (make) => {
    const lab = make();
    await lab.run(`await modal(async () => { const layer = await ${MAKE}; const imageData = await rgba(1, 1, 9);
      await imaging.putPixels({ layerID: layer.id, imageData, commandName: 'Paint' }); imageData.dispose(); })`);
    const names = lab.ps.documents.historyStates(lab.id).map(({ name }) => name);
    return same(names, ['Open', 'New Layer', 'Paint']);
  },
  H2: async (make) => {
    const lab = make();
    await lab.run(`await modal(async ({ hostControl }) => {
      const id = await hostControl.suspendHistory({ documentID: app.activeDocument.id, name: 'one' });
      await ${MAKE}; id.finalName = 'two'; await hostControl.resumeHistory(id); })`);
    return lab.ps.documents.historyStates(lab.id).at(-1)?.name === 'two';
  },
  H3: async (make) => {
    const lab = make();
    await lab.run(`await modal(async ({ hostControl }) => {
      const options = { documentID: app.activeDocument.id, name: 'one' };
      await hostControl.resumeHistory(await hostControl.suspendHistory(options));
      const second = await hostControl.suspendHistory(options);
      await ${MAKE}; await hostControl.resumeHistory(second, false);
      const third = await hostControl.suspendHistory(options);
      await ${MAKE}; await ${MAKE}; await hostControl.resumeHistory(third, true); })`);
    const names = lab.ps.documents.historyStates(lab.id).map(({ name }) => name);
    return same(names, ['Open', 'one']) && lab.ps.documents.layers(lab.id).length === 4;
  },
  H4: holds(`return modal(async ({ hostControl }) => {
    const id = await hostControl.suspendHistory({ documentID: app.activeDocument.id, name: 'one' });
    await hostControl.resumeHistory(id); return fails(() => hostControl.resumeHistory(id)); })`),
  H5: holds(`return modal(async ({ hostControl }) => {
    const options = { documentID: app.activeDocument.id, name: 'one' };
    await hostControl.suspendHistory(options); return fails(() => hostControl.suspendHistory(options)); })`),
  H6: async (make) => {
    const lab = make();
    const got = await lab.run(`return modal(async () => {
      const value = await app.activeDocument.suspendHistory(async () => { await ${MAKE}; return 5; }, 'around');
      const thrown = await message(() => app.activeDocument.suspendHistory(() => { throw new Error('mine'); }, 'bad'));
      return [value === undefined, thrown]; })`);
    const last = lab.ps.documents.historyStates(lab.id).at(-1)?.name;
    return same(got, [true, 'mine']) && last === 'around';
  },
  H7: async (make) => {
    const lab = make();
    const before = lab.ps.documents.savePsd(lab.id);
    await lab.run(`await fails(() => modal(async ({ hostControl }) => {
      await hostControl.suspendHistory({ documentID: app.activeDocument.id, name: 'one' });
      const imageData = await rgba(2, 2, 9); await imaging.putPixels({ layerID: 5, imageData }); imageData.dispose();
      await named('detail').delete(); throw new Error('no'); }))`);
    return Buffer.compare(before, lab.ps.documents.savePsd(lab.id)) === 0;
  },
  H8: async (make) => {
    const lab = make();
    const end = lab.ps.watchJob(lab.id);
    await lab.run(`await modal(async () => { await ${MAKE}; await ${MAKE}; })`);
    end();
    return lab.ps.problems().some((problem) => problem.startsWith('H8'));
  },
  H9: async (make) => {
    const lab = make();
    await lab.run(`await modal(() => ${MAKE})`);
    lab.ps.user.undo();
    const { documents } = lab.ps;
    return documents.layers(lab.id).length === 2 && documents.historyStates(lab.id).length === 1;
  },
};
