import { featherSelection } from '../editor/selections';
import { readPsdState } from '../files/psd-read';
import { coverageOn } from '../model/raster';
import { rectOfSize } from '../../../../src/core/geometry';
import { flat, noise, opaqueNoise, paintedLayer, photoPsd, psdBytes } from '../painted-documents';
import {
  active,
  activateLayer,
  change,
  DUPLICATE_DOCUMENT,
  layerNamed,
  MASK_FROM_SELECTION,
  NEW_TEMP,
  order,
  placedPicture,
  select,
  state,
  userEdits,
} from './setup';
import { copied, file, hasSome, insert, PROFILE } from './answers';
import { same, told, type Witnesses } from './witness';

const GROUPED = [
  {
    name: 'group',
    children: [paintedLayer('in', 4, 4, flat(1, 2, 3)), paintedLayer('top', 4, 4, flat(4, 5, 6))],
  },
];

export const SCRIPTS: Witnesses = {
  'PP-5.2-temp-background': async (lab) => {
    lab.open(photoPsd());
    const script = `${NEW_TEMP} app.echoToOE(JSON.stringify([t.layers.length, t.layers[0].name]));`;
    return (
      same(await told(lab, script), [1, 'Background']) && state(lab).layers[0]!.raster === null
    );
  },
  'PP-5.2-clipped-vanishes': async (lab) => {
    lab.open(photoPsd([paintedLayer('clip', 24, 16, opaqueNoise, { clipping: true })]));
    const lone = await copied(lab);
    const freed = await copied(lab, 'k.grouped = false;');
    return !hasSome(lone) && hasSome(freed);
  },
  'PP-5.3-duplicate-document': async (lab) => {
    lab.open(photoPsd([], PROFILE));
    select(lab, 0, 0, 4, 4);
    await lab.post(DUPLICATE_DOCUMENT);
    const copy = state(lab);
    return (
      lab.photopea.editor.documents.length === 2 &&
      copy.selection === null &&
      same(copy.profile, PROFILE)
    );
  },
  'PP-5.4-mask-drops-selection': async (lab) => {
    lab.open(photoPsd());
    select(lab, 2, 2, 6, 4);
    featherSelection(lab.photopea.editor, active(lab), 2);
    const before = coverageOn(state(lab).selection!, rectOfSize(state(lab).size)).data;
    await lab.post(MASK_FROM_SELECTION);
    const { mask } = layerNamed(state(lab), 'detail');
    const after = coverageOn(mask!, rectOfSize(state(lab).size)).data;
    return state(lab).selection === null && same([...before], [...after]);
  },
  'PP-5.4-step-back': async (lab) => {
    lab.open(photoPsd());
    select(lab, 2, 2, 6, 4);
    const before = state(lab);
    await lab.post(
      `var d = app.activeDocument; var at = d.activeHistoryState; d.artLayers.add(); ${MASK_FROM_SELECTION} d.activeHistoryState = at;`,
    );
    return same(state(lab).selection, before.selection) && same(state(lab).active, before.active);
  },
  'PP-5.4-greyed-rows': async (lab) => {
    lab.open(photoPsd());
    const script =
      'var d = app.activeDocument; var at = d.activeHistoryState; d.artLayers.add(); d.activeHistoryState = at; app.echoToOE(JSON.stringify(d.historyStates.length));';
    const rows = await told(lab, script);
    userEdits(lab);
    return (
      rows === 2 &&
      same(
        active(lab).rows.map((row) => row.name),
        ['Open', 'Brush'],
      )
    );
  },
  'PP-5.4-fill-mode': async (lab) => {
    lab.open(photoPsd());
    select(lab, 0, 0, 2, 2);
    const fill = (mode: string): string =>
      `var d = app.activeDocument; d.artLayers.add(); var c = new SolidColor(); c.rgb.red = 255; d.selection.fill(c, ${mode}, 100, false);`;
    await lab.post(fill('"normal"'));
    const nothing = state(lab).layers.at(-1)!.raster;
    await lab.post(fill('ColorBlendMode.NORMAL'));
    return nothing === null && state(lab).layers.at(-1)!.raster!.data[0] === 255;
  },
  'PP-5.4-copy-alpha': async (lab) => {
    lab.open(photoPsd());
    select(lab, 4, 4, 8, 6);
    featherSelection(lab.photopea.editor, active(lab), 2);
    const selection = coverageOn(state(lab).selection!, rectOfSize(state(lab).size)).data;
    await lab.post('app.activeDocument.selection.copy(true);');
    const { rect, data } = lab.photopea.editor.clipboard!;
    return data.every((value, i) => {
      const [x, y] = [(i >> 2) % rect.width, Math.floor((i >> 2) / rect.width)];
      return i % 4 !== 3 || value === selection[(y + rect.y) * 24 + x + rect.x];
    });
  },
  'PP-5.4-paste-raw': async (lab) => {
    lab.open(photoPsd([], PROFILE));
    select(lab, 14, 10, 4, 4);
    const photo = layerNamed(state(lab), 'photo').raster!;
    await lab.post(
      'app.activeDocument.selection.copy(true); var t = app.documents.add(4, 4, 72, "t", NewDocumentMode.RGB, DocumentFill.TRANSPARENT); t.paste();',
    );
    const pasted = state(lab).layers.at(-1)!.raster!;
    const from = (10 * 24 + 14) * 4;
    return same([...pasted.data.slice(0, 16)], [...photo.data.slice(from, from + 16)]);
  },
  'PP-5.5-above-active': async (lab) => {
    lab.open(photoPsd(GROUPED));
    activateLayer(lab, 'in');
    await insert(lab);
    return same(order(state(lab).layers), [
      'photo',
      'detail',
      ['group', ['in', 'mark copy', 'top']],
    ]);
  },
  'PP-5.5-bottom-without-active': async (lab) => {
    lab.open(photoPsd());
    change(lab, { active: [] });
    await insert(lab);
    return same(order(state(lab).layers), ['mark copy', 'photo', 'detail']);
  },
  'PP-5.5-copy-suffix': async (lab) => {
    lab.open(photoPsd());
    await insert(lab, '', psdBytes({ width: 1, height: 1, children: GROUPED }));
    return same(order(state(lab).layers).at(-1), ['group copy', ['in', 'top']]);
  },
  'PP-5.5-returns-source': async (lab) => {
    lab.open(photoPsd());
    return same(await insert(lab), { own: true, steps: 1, name: 'mark copy' });
  },
  'PP-5.5-keeps-selection': async (lab) => {
    lab.open(photoPsd());
    select(lab, 1, 1, 5, 5);
    const { selection } = state(lab);
    await insert(lab);
    return same(state(lab).selection, selection);
  },
  'PP-5.5-rename-row': async (lab) => {
    lab.open(photoPsd());
    return same(await insert(lab, 'd.activeLayer.name = "x";'), { own: true, steps: 2, name: 'x' });
  },
  'PP-5.5-masked-stays': async (lab) => {
    lab.open(photoPsd());
    select(lab, 0, 0, 4, 4);
    await lab.post(MASK_FROM_SELECTION);
    select(lab, 8, 8, 4, 4);
    const before = state(lab);
    await lab.post(MASK_FROM_SELECTION);
    return state(lab) === before;
  },
  'PP-5.6-content-kept': async (lab) => {
    const placed = placedPicture(8, 6);
    const layer = paintedLayer('smart', 8, 6, noise, { placedLayer: placed.layer });
    const linkedFiles = [{ id: placed.layer.id, name: 'restored.png', data: placed.data }];
    lab.open(photoPsd());
    await insert(lab, '', psdBytes({ width: 1, height: 1, children: [layer], linkedFiles }));
    const [kept] = readPsdState(
      file(await lab.post('app.activeDocument.saveToOE("psd");')),
    ).linkedFiles;
    const raster = state(lab).layers.at(-1)!.raster!;
    return (
      same([...(kept?.data ?? [])], [...placed.data]) &&
      same([...raster.data], [...layer.imageData!.data])
    );
  },
  'PP-5.6-preview-redrawn': async (lab) => {
    const placed = placedPicture(8, 6);
    const layer = paintedLayer('smart', 8, 6, flat(0, 0, 0), { placedLayer: placed.layer });
    const linkedFiles = [{ id: placed.layer.id, name: 'restored.png', data: placed.data }];
    lab.open(psdBytes({ width: 8, height: 6, children: [layer], linkedFiles }));
    await lab.post('app.activeDocument.resizeImage(16, 12);');
    const [r, g, b] = opaqueNoise(3, 2);
    const at = (2 * 16 + 3) * 4;
    return same([...state(lab).layers[0]!.raster!.data.slice(at, at + 4)], [r, g, b, 255]);
  },
  'PP-5.7-selection-stays': async (lab) => {
    lab.open(photoPsd());
    select(lab, 2, 3, 4, 5);
    await lab.post('app.activeDocument.resizeImage(48, 32);');
    const { rect } = layerNamed(state(lab), 'detail').raster!;
    return (
      same(rect, { x: 8, y: 6, width: 16, height: 12 }) &&
      same(state(lab).selection?.bounds, { x: 2, y: 3, width: 4, height: 5 }) &&
      active(lab).rows.at(-1)?.name === 'Image Size'
    );
  },
};
