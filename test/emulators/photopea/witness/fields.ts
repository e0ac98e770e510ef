import { openBytes } from '../editor/documents';
import { featherSelection } from '../editor/selections';
import { readPsdState } from '../files/psd-read';
import { decode } from 'fast-png';
import { flat, paintedLayer, photoPsd, pngBytes, psdBytes } from '../painted-documents';
import { stateOf } from '../model/document';
import { active, activateLayer, change, HISTORY, select, userEdits } from './setup';
import { echoes, same, told, type Witness, type Witnesses } from './witness';

/** With the photo open, the script's one echo (JSON) is this. */
const tells = (script: string, expected: unknown): Witness => {
  return async (lab) => {
    lab.open(photoPsd());
    return same(await told(lab, `var d = app.activeDocument; ${script}`), expected);
  };
};

const SAY = 'app.echoToOE(JSON.stringify';

/** The exported file. */
async function exported(lab: Parameters<Witness>[0], format: string): Promise<Uint8Array> {
  const answers = await lab.post(`app.activeDocument.saveToOE(${format});`);
  const file = answers.find((answer) => typeof answer !== 'string');
  return new Uint8Array(file ?? new ArrayBuffer(0));
}

export const FIELDS: Witnesses = {
  'PP-4-acts-on-active': async (lab) => {
    lab.open(photoPsd(), 'first.psd');
    lab.open(photoPsd(), 'second.psd');
    await lab.post('app.documents[0].crop([0, 0, 4, 4]);');
    return same(
      lab.photopea.editor.documents.map((d) => stateOf(d).size.width),
      [24, 4],
    );
  },
  'PP-4-read-against-active': async (lab) => {
    lab.open(photoPsd());
    lab.open(photoPsd());
    const script = `var l = app.documents[0].layers[0]; ${SAY}([l.selected, l.itemIndex]));`;
    return same(await told(lab, script), [false, 0]);
  },
  'PP-4-close-own': async (lab) => {
    lab.open(photoPsd(), 'first.psd');
    lab.open(photoPsd(), 'second.psd');
    await lab.post('app.documents[0].close(SaveOptions.DONOTSAVECHANGES);');
    return same(
      lab.photopea.editor.documents.map((d) => d.name),
      ['second.psd'],
    );
  },
  'PP-4-active-layer-own': async (lab) => {
    lab.open(photoPsd());
    lab.open(photoPsd());
    await lab.post('var o = app.documents[0]; o.activeLayer = o.layers[1];');
    const [first] = lab.photopea.editor.documents;
    return same(stateOf(first!).active, [stateOf(first!).layers[0]!.uid]);
  },
  'PP-4-close-never-asks': async (lab) => {
    lab.open(photoPsd());
    userEdits(lab);
    await lab.post('app.activeDocument.close();');
    return lab.photopea.editor.documents.length === 0;
  },
  'PP-4-activate-no-history': async (lab) => {
    lab.open(photoPsd());
    lab.open(photoPsd());
    await lab.post(
      'app.activeDocument = app.documents[0]; app.activeDocument.activeLayer = app.activeDocument.layers[1];',
    );
    return lab.photopea.editor.documents.every((d) => d.rows.length === 1);
  },
  'PP-4-suspend-history': async (lab) => {
    lab.open(photoPsd());
    await lab.post(
      'app.activeDocument.suspendHistory("one", "app.activeDocument.artLayers.add(); app.activeDocument.artLayers.add();");',
    );
    return active(lab).rows.length === 3;
  },
  'PP-4-name-cut': tells(`${SAY}(d.name));`, 'photo'),
  'PP-4-missing-fields': tells(
    `${SAY}([typeof d.bitsPerChannel, typeof d.colorProfileName, typeof d.id]));`,
    ['undefined', 'undefined', 'undefined'],
  ),
  'PP-4-unit-values': tells(
    `var b = d.layers[0].bounds; ${SAY}([b[0].value, b[1].value, b[2].value, b[3].value]));`,
    [4, 3, 12, 9],
  ),
  'PP-4-kinds': async (lab) => {
    lab.open(
      photoPsd([
        { name: 'g', children: [] },
        { name: 'l', adjustment: { type: 'levels' } },
      ]),
    );
    const script = `var d = app.activeDocument; ${SAY}([d.layers[0].kind, d.layers[1].kind, d.layers[1].typename, d.layers[2].kind]));`;
    return same(await told(lab, script), [7, 0, 'LayerSet', 0]);
  },
  'PP-4-selection-shadows-bounds': async (lab) => {
    lab.open(photoPsd());
    select(lab, 1, 2, 3, 4);
    const script = `var b = app.activeDocument.layers[0].bounds; ${SAY}([b[0].value, b[3].value]));`;
    return same(await told(lab, script), [1, 6]);
  },
  'PP-4-foreign-ids': async (lab) => {
    lab.open(photoPsd(), 'target');
    lab.open(
      psdBytes({
        width: 1,
        height: 1,
        children: [paintedLayer('m', 2, 2, flat(1, 2, 3), { id: 5 })],
      }),
    );
    await lab.post('app.activeDocument.layers[0].duplicate(app.documents[0]);');
    const [target] = lab.photopea.editor.documents;
    return same(
      stateOf(target!).layers.map((l) => l.id),
      [5, 9, 6],
    );
  },
  'PP-4-history-string': async (lab) => {
    lab.open(photoPsd());
    userEdits(lab);
    return same(await told(lab, `${HISTORY} ${SAY}(hist(app.activeDocument)));`), 1);
  },
  'PP-4-feather-bounds': async (lab) => {
    lab.open(photoPsd());
    select(lab, 0, 0, 10, 10);
    featherSelection(lab.photopea.editor, active(lab), 4);
    const b = await told(lab, `${SAY}(app.activeDocument.selection.bounds[0].value));`);
    return Number(b) < 0;
  },
  'PP-4-quick-mask': async (lab) => {
    lab.open(photoPsd());
    select(lab, 0, 0, 5, 5);
    change(lab, { quickMask: true });
    const script = `try { app.activeDocument.selection.bounds; app.echoToOE("yes"); } catch (e) { app.echoToOE("no"); }`;
    return echoes(script, 'no')(lab);
  },
  'PP-4-png-smallest': async (lab) => {
    lab.open(pngBytes(4, 4, flat(9, 8, 7, 100)));
    const png = decode(await exported(lab, '"png"'));
    return same(png.palette, [[9, 8, 7, 100]]);
  },
  'PP-4-bmp-opaque': async (lab) => {
    lab.open(photoPsd());
    return (await exported(lab, '"bmp"'))[28] === 24;
  },
  'PP-4-first-argument': async (lab) => {
    lab.open(photoPsd());
    return (await exported(lab, '"png", 5')).length > 8;
  },
  'PP-4-profile-exported': async (lab) => {
    const profile = Uint8Array.from([1, 2, 3, 4, 5]);
    lab.open(photoPsd([], profile));
    const png = decode(await exported(lab, '"png"')).iccEmbeddedProfile?.profile;
    const psd = readPsdState(await exported(lab, '"psd"')).profile;
    return same([...(png ?? []), ...(psd ?? [])], [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
  },
  'PP-6-several-lowest': async (lab) => {
    lab.open(photoPsd());
    activateLayer(lab, 'photo', 'detail');
    return same(await told(lab, `${SAY}(app.activeDocument.activeLayer.name));`), 'photo');
  },
  'PP-6-cmyk': async (lab) => {
    lab.open(photoPsd());
    const before = decode(await exported(lab, '"png"')).data;
    change(lab, { mode: 'cmyk' });
    const after = decode(await exported(lab, '"png"')).data;
    const mode = await told(lab, `${SAY}(app.activeDocument.mode));`);
    return mode === 1 && !same([...before], [...after]);
  },
  'PP-6-dialog-refuses-add': async (lab) => {
    lab.open(photoPsd());
    lab.photopea.editor.dialog = true;
    const script = `var t = app.documents.add(4, 4, 72, "t", NewDocumentMode.RGB, DocumentFill.TRANSPARENT); ${SAY}([app.documents.length, t == app.activeDocument, t.width]));`;
    return same(await told(lab, script), [1, true, 24]);
  },
  'PP-6-dialog-refuses-file': async (lab) => {
    lab.open(photoPsd());
    lab.photopea.editor.dialog = true;
    const answers = await lab.post(photoPsd().slice().buffer);
    lab.photopea.editor.dialog = false;
    await lab.photopea.idle();
    return answers.length === 0 && lab.photopea.editor.documents.length === 1;
  },
  'PP-6-transform-commits': (lab) => {
    lab.open(photoPsd());
    const moved = active(lab);
    lab.photopea.editor.pending = {
      document: moved,
      row: 'Free Transform',
      apply: (before) => ({ ...before, resolution: 300 }),
    };
    lab.photopea.act(() => openBytes(lab.photopea.editor, photoPsd(), 'other.psd'));
    const committed = moved.rows.at(-1)?.name === 'Free Transform';
    return Promise.resolve(committed && stateOf(moved).resolution === 300);
  },
};
