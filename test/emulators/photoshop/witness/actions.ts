import { galleryPsd } from '../../../hosts/contract/gallery';
import { opaqueNoise, pngBytes } from '../../photopea/painted-documents';
import { vectorMaskPsd } from './documents';
import { gives, holds, same, type Witnesses } from './witness';

const GALLERY = { psd: galleryPsd() };
const MAKE = `{ _obj: 'make', _target: [{ _ref: 'layer' }] }`;
const GONE = `{ _obj: 'delete', _target: [{ _ref: 'layer', _id: 9999 }] }`;

export const ACTIONS: Witnesses = {
  B1: gives(
    `return message(() => action.batchPlay(${MAKE}, {}))`,
    'Argument 1 has an invalid type. Expected type: array actual type: object',
  ),
  B2: gives(
    `return modal(async () => {
      const stopped = await action.batchPlay([${GONE}, ${MAKE}], {});
      const went = await action.batchPlay([${GONE}, ${MAKE}], { continueOnError: true });
      return [stopped.length, stopped[0]._obj, typeof stopped[0].result, went.length]; })`,
    [1, 'error', 'number', 2],
  ),
  B3: holds(`return modal(() => fails(() => action.batchPlay([${GONE}], {})))`, {
    switches: { batchPlayThrows: true },
  }),
  B4: gives(
    `const [{ title }] = await action.batchPlay([{ _obj: 'get', _target: [{ _ref: 'document' }] }], {});
    return [title, (await message(() => action.batchPlay([${MAKE}], {}))).startsWith('Event: make')]`,
    ['photo.psd', true],
  ),
  B5: async (make) => {
    const unknown = await make().run(
      `return modal(() => message(() => action.batchPlay([{ _obj: 'gaussianBlur' }], {})))`,
    );
    const got = await make(GALLERY).run(`return modal(async () => {
      const layer = (id) => [{ _ref: 'layer', _id: id }];
      await action.batchPlay([
        { _obj: 'select', _target: layer(19) },
        { _obj: 'make', _target: [{ _ref: 'layer' }] },
        { _obj: 'set', _target: [{ _ref: 'layer', _enum: 'ordinal', _value: 'targetEnum' }], to: { _obj: 'layer', name: 'made' } },
        { _obj: 'select', _target: layer(19) },
        { _obj: 'make', new: { _class: 'channel' }, at: { _ref: 'channel', _enum: 'channel', _value: 'mask' }, using: { _enum: 'userMaskEnabled', _value: 'revealAll' } },
        { _obj: 'hide', null: layer(20) },
        { _obj: 'duplicate', _target: layer(19), name: 'twin' },
        { _obj: 'move', _target: layer(20), to: { _ref: 'layer', _enum: 'ordinal', _value: 'previous' } },
        { _obj: 'transform', _target: layer(19), width: { _unit: 'percentUnit', _value: 50 }, height: { _unit: 'percentUnit', _value: 50 }, freeTransformCenterState: { _enum: 'quadCenterState', _value: 'QCSCorner0' } },
        { _obj: 'delete', _target: layer(11) },
        { _obj: 'set', _target: [{ _ref: 'channel', _property: 'selection' }], to: { _enum: 'ordinal', _value: 'allEnum' } },
      ], {});
      const [{ hasUserMask, visible }] = await action.batchPlay([{ _obj: 'get', _target: layer(19) }], {});
      const [{ selection }] = await action.batchPlay([{ _obj: 'get', _target: [{ _property: 'selection' }, { _ref: 'document' }] }], {});
      return [named('group').layers.map((l) => l.name), hasUserMask, visible, named('inner top').visible,
        named('inner').boundsNoEffects.width, named('photo') === undefined, selection.right._value]; })`);
    return (
      String(unknown).startsWith('sim: not modelled') &&
      same(got, [['made', 'inner top', 'twin', 'inner'], true, true, false, 6, true, 48])
    );
  },
  B6: async (make) => {
    const lab = make();
    lab.ps.disk.add('/pictures/result.png', pngBytes(8, 4, opaqueNoise));
    lab.ps.user.picks('/pictures/result.png');
    const got = await lab.run(`const entry = await localFileSystem.getFileForOpening();
      const place = (path) => ({ _obj: 'placeEvent', null: { _path: path, _kind: 'local' } });
      return modal(async () => {
        const [raw] = await action.batchPlay([place(entry.nativePath)], {});
        const [placed] = await action.batchPlay([place(localFileSystem.createSessionToken(entry))], {});
        const [layer] = app.activeDocument.layers;
        return [raw._obj, layer.kind, layer.name, layer.id === placed.ID, layer.boundsNoEffects.left]; })`);
    return same(got, ['error', 'smartObject', 'result', true, 8]);
  },
  B7: gives(
    `return [await action.validateReference([{ _ref: 'layer', _id: 5 }]), await action.validateReference([{ _ref: 'layer', _id: 77 }])]`,
    [true, false],
  ),
  B8: async (make) => {
    const lab = make();
    const refused = await lab.run(
      `return fails(() => action.addNotificationListener(['all'], () => undefined))`,
    );
    await lab.run(`globalThis.heard = [];
      await action.addNotificationListener(['historyStateChanged'], (name) => heard.push(name));
      await modal(() => app.activeDocument.createPixelLayer({}), { interactive: true }); await wait(5);`);
    const scripted = await lab.run('return heard.length');
    lab.ps.user.paint(5);
    return (
      refused === true &&
      scripted === 0 &&
      (await lab.run('await wait(5); return heard.length')) === 1
    );
  },
  B9: async (make) => {
    const lab = make();
    await lab.run(`globalThis.heard = [];
      await action.addNotificationListener(['delete', 'select', 'close'], (name, event) => heard.push([name, event._target[0]._id]));`);
    lab.ps.user.activate(9);
    lab.ps.user.deleteLayer(9);
    lab.ps.user.close();
    const got = await lab.run('await wait(5); return heard');
    return (
      Array.isArray(got) &&
      same(
        got.map(([name]: [string]) => name),
        ['select', 'delete', 'close'],
      ) &&
      same(got[0], ['select', 9])
    );
  },
  B10: async (make) => {
    const told = `const told = async (name) => { const [{ hasUserMask, userMaskEnabled, hasVectorMask, vectorMaskEnabled }] =
        await action.batchPlay([{ _obj: 'get', _target: [{ _ref: 'layer', _id: named(name).id }] }], {});
      return [hasUserMask, userMaskEnabled ?? null, hasVectorMask, vectorMaskEnabled ?? null]; };`;
    const painted = await make(GALLERY).run(
      `${told} return [await told('photo'), await told('masked')]`,
    );
    const paths = await make({ psd: vectorMaskPsd() }).run(`${told} return told('shape')`);
    return (
      same(painted, [
        [false, null, false, null],
        [true, true, false, null],
      ]) && same(paths, [false, null, true, true])
    );
  },
};
