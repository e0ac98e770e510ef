import { featherSelection } from '../editor/selections';
import { stateOf } from '../model/document';
import { noise, opaqueNoise, paintedLayer, photoPsd } from '../painted-documents';
import { copied, file, hasSome, insert, PROFILE, rgba } from './answers';
import {
  active,
  activateLayer,
  change,
  COPY_TO_TEMP,
  layerNamed,
  MASK_FROM_SELECTION,
  select,
  SELECTION_FROM_MASK,
  state,
} from './setup';
import { same, type Witnesses } from './witness';

export const KINDS: Witnesses = {
  'PP-6-text-font': async (lab) => {
    lab.open(photoPsd([paintedLayer('words', 4, 4, opaqueNoise, { text: { text: 'hi' } })]));
    lab.photopea.editor.fontsLoaded = false;
    const before = await copied(lab);
    lab.photopea.editor.fontsLoaded = true;
    return !hasSome(before) && hasSome(await copied(lab));
  },
  'PP-6-adjustment-empty': async (lab) => {
    lab.open(photoPsd([{ name: 'levels', adjustment: { type: 'levels' } }]));
    return !hasSome(await copied(lab));
  },
  'PP-6-effects-included': async (lab) => {
    const effects = {
      solidFill: [{ enabled: true, opacity: 1, color: { r: 200, g: 100, b: 50 } }],
    };
    lab.open(photoPsd([paintedLayer('fx', 24, 16, opaqueNoise, { effects })]));
    return same((await copied(lab)).slice(0, 4), [200, 100, 50, 255]);
  },
  'PP-6-depth-converts': async (lab) => {
    lab.open(photoPsd());
    const before = layerNamed(state(lab), 'photo').raster!;
    const data = Uint16Array.from(before.data, (v) => v * 257);
    const layers = state(lab).layers.map((l) => ({
      ...l,
      raster: { ...before, depth: 16 as const, data },
    }));
    change(lab, { depth: 16, layers });
    const values = await copied(lab);
    await insert(lab);
    const inserted = state(lab).layers.at(-1)!.raster!;
    return (
      same(values, [...before.data]) &&
      inserted.depth === 16 &&
      same(
        [...inserted.data.slice(0, 4)],
        noise(0, 0).map((v) => v * 257),
      ) &&
      lab.photopea.editor.toasts.length === 2
    );
  },
  'PP-6-deep-png-blank': async (lab) => {
    lab.open(photoPsd());
    change(lab, { depth: 16 });
    return !hasSome(rgba(file(await lab.post('app.activeDocument.saveToOE("png");'))));
  },
  'PP-6-profile-converts': async (lab) => {
    lab.open(photoPsd([], PROFILE));
    activateLayer(lab, 'photo');
    const values = await copied(lab);
    const own = [...layerNamed(state(lab), 'photo').raster!.data];
    return (
      !same(values, own) && lab.photopea.editor.toasts.includes('Converting between color spaces')
    );
  },
  'PP-6-masks-unconverted': async (lab) => {
    lab.open(photoPsd([], PROFILE));
    select(lab, 2, 2, 8, 8);
    featherSelection(lab.photopea.editor, active(lab), 2);
    await lab.post(MASK_FROM_SELECTION);
    const { mask } = layerNamed(state(lab), 'detail');
    await lab.post(`${COPY_TO_TEMP} ${SELECTION_FROM_MASK}`);
    const copy = stateOf(active(lab)).layers.at(-1)!;
    return same([...copy.mask!.data], [...mask!.data]) && state(lab).selection !== null;
  },
};
