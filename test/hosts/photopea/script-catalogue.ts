import { rect } from '../../../src/core/geometry';
import * as insertion from '../../../src/hosts/photopea/scripts/insert-script';
import * as marks from '../../../src/hosts/photopea/scripts/marks';
import * as layers from '../../../src/hosts/photopea/scripts/read-layer-script';
import * as selections from '../../../src/hosts/photopea/scripts/read-selection-script';
import * as states from '../../../src/hosts/photopea/scripts/state-script';
import * as status from '../../../src/hosts/photopea/scripts/status-script';
import * as steps from '../../../src/hosts/photopea/scripts/step-scripts';
import * as tidying from '../../../src/hosts/photopea/scripts/tidy-scripts';
import * as traits from '../../../src/hosts/photopea/scripts/traits-script';

/** Everything in a name that could end a text, a line or a script. */
export const NASTY = 'a"b\\c\n#d\u2028e\u2029${f}`g\'h</script>{"x":1} 漢字 \ud83d\ude00 \ud800';

const doc = { index: 0, name: NASTY, width: 100, height: 50 };
const layer = { id: 7, name: NASTY, item: 3 };
const file = { name: NASTY, width: 1, height: 1 };
const clip = rect(10, 20, 30, 25);
const corner = rect(0, 0, 100, 50);
const active = { index: 1, name: NASTY, width: 8, height: 9 };
const insert = { doc, above: layer, file, docsBefore: 2, active, replaces: null };
const resizeTo = { width: 200, height: 100 };
const inProfile = { doc, layer, file, docsBefore: 2, active };
const after = { ...doc, ...resizeTo };
const inPlaceRows = { before: doc, after: doc, layer, index: 5, rows: 1, selection: null };
const enlargedRows = { before: doc, after, layer, index: 5, rows: 2, selection: null };
const selectedRows = { ...enlargedRows, rows: 3, selection: '[0,0,8,9]' };
const INSERTIONS = [inPlaceRows, enlargedRows, selectedRows];
const FORMS = ['stored', 'drawn', 'masked'] as const;
const MARKS = marks.marksOf('id', 1);

type Builders<M> = { readonly [K in Extract<keyof M, `${string}Script`>]: readonly string[] };

/**
 * What every builder of scripts makes, in every branch of its options; the type asks for all builders of
 * these modules, a test for all modules.
 */
export const CATALOGUE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'insert-script': {
    prepareInsertScript: [insertion.prepareInsertScript({ doc, above: layer })],
    insertScript: [false, true].flatMap((selectFromMask) => [
      insertion.insertScript({ ...insert, resizeTo: null, selectFromMask }),
      insertion.insertScript({ ...insert, resizeTo, selectFromMask }),
      ...INSERTIONS.map((replaces) =>
        insertion.insertScript({ ...insert, resizeTo: null, selectFromMask, replaces }),
      ),
    ]),
  } satisfies Builders<typeof insertion>,
  marks: {
    markedScript: [marks.markedScript('var a = 1;', MARKS)],
    fenceScript: [marks.fenceScript(MARKS)],
  } satisfies Builders<typeof marks>,
  'read-layer-script': {
    readLayerScript: FORMS.map((form) => layers.readLayerScript({ doc, layer, clip, form })),
    readLayerInProfileScript: FORMS.flatMap((form) =>
      [clip, corner].map((area) =>
        layers.readLayerInProfileScript({ ...inProfile, clip: area, form }),
      ),
    ),
  } satisfies Builders<typeof layers>,
  'read-selection-script': {
    copySelectionScript: [selections.copySelectionScript(doc, [3, 4])],
    selectionByHistoryScript: [selections.selectionByHistoryScript(doc, clip)],
  } satisfies Builders<typeof selections>,
  'state-script': {
    helloScript: [states.helloScript()],
    stateScript: [false, true].map((probe) => states.stateScript({ probe })),
  } satisfies Builders<typeof states>,
  'status-script': { statusScript: [status.statusScript(doc)] } satisfies Builders<typeof status>,
  'step-scripts': {
    takeBackScript: INSERTIONS.map((rows) => steps.takeBackScript(rows)),
  } satisfies Builders<typeof steps>,
  'tidy-scripts': {
    tidyScript: [[], [file], [file, file]].flatMap((files) => [
      tidying.tidyScript({ files, doc, active, historyIndex: 4 }),
      tidying.tidyScript({ files, doc, active, historyIndex: null }),
      tidying.tidyScript({
        files,
        doc,
        active,
        historyIndex: null,
        replaced: { layerId: 9, index: 5 },
      }),
      tidying.tidyScript({ files, doc: null, active: null, historyIndex: null }),
    ]),
    findInsertedScript: [tidying.findInsertedScript({ from: 12345, below: 12400 }, NASTY)],
  } satisfies Builders<typeof tidying>,
  'traits-script': { traitsScript: [traits.traitsScript(doc, 1e6)] } satisfies Builders<
    typeof traits
  >,
};

/** The modules of scripts that build none by themselves. */
export const WITHOUT_BUILDERS = ['literal', 'script-parts'];
