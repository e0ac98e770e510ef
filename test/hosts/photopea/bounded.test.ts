import { diagnosticsText } from '../../../panel/app/diagnostics/diagnostics-text';
import { errorText } from '../../../panel/strings/errors';
import { en } from '../../../panel/strings/en';
import { zhCN } from '../../../panel/strings/zh-CN';
import { zhCNPurposes } from '../../../panel/strings/zh-CN-purposes';
import { packError } from '../../../src/core/errors';
import { rect } from '../../../src/core/geometry';
import { detectPhotopea } from '../../../src/hosts/photopea/detect';
import { lateText } from '../../../src/hosts/photopea/purposes';
import { PURPOSES, type ScriptPurpose } from '../../../src/hosts/photopea/purposes';
import { startPanel } from '../../panel/stories/panel';
import { createLab } from '../../emulators/photopea/lab';
import { openPanel } from '../../emulators/photopea/panel-window';
import { opaqueNoise, paintedLayer, photoPsd } from '../../emulators/photopea/painted-documents';
import { activateLayer, select } from '../../emulators/photopea/witness/setup';
import { closeStage, createStage, inPlace, layerOf, never, PROFILE, type Stage } from './stage';
import { inspectPosted } from './script-syntax/posted';

const WHOLE = rect(0, 0, 24, 16);
const FROZEN_MS = 400;

afterEach(closeStage);

/** Complete: else this would not compile. */
const TRANSLATED: Readonly<Record<ScriptPurpose, string>> = zhCNPurposes;

/** What a script of this purpose says and no other does. */
const SIGNS: Readonly<Record<Exclude<ScriptPurpose, 'find-photopea'>, RegExp>> = {
  look: /o\.docs > 0/,
  status: /active: active, layers: all\.length/,
  traits: /d\.saveToOE\(format\)/,
  'read-layer': /l\.duplicate\(t\)/,
  'copy-selection': /selection\.copy\(true\)/,
  'read-selection': /rsMaskFromSelection\(\); d\./,
  'find-result': /found = \{ index/,
  'prepare-insert': /clipping: clipping/,
  insert: /duplicate\(d\)/,
  'undo-insert': /done = rsTakeBack/,
  'tidy-up': /closed = closed \+ 1/,
};

/** From now on the editor hangs at the first script of this purpose. */
function freezeAt(stage: Stage, purpose: keyof typeof SIGNS): void {
  const { rewrite } = stage;
  stage.rewrite = (script) =>
    SIGNS[purpose].test(script) ? 'while (1 == 1) { }' : rewrite(script);
}

async function openWith(profile: Uint8Array | null, layer: string): Promise<Stage> {
  const stage = createStage({ frozenMs: FROZEN_MS });
  stage.lab.open(photoPsd([paintedLayer('x', 12, 8, opaqueNoise)], profile));
  activateLayer(stage.lab, layer);
  select(stage.lab, 2, 2, 9, 9);
  await stage.host.snapshot();
  return stage;
}

type Step = (stage: Stage) => Promise<unknown>;

const snapshot: Step = ({ host }) => host.snapshot();
const readLayer: Step = async ({ host }) =>
  host.readLayer(layerOf(await host.snapshot()), WHOLE, never);
const readSelection: Step = async ({ host }) => {
  const { documentId } = layerOf(await host.snapshot());
  return host.readSelection(documentId, WHOLE, never);
};
const insert: Step = async ({ host }) =>
  host.insertLayer(inPlace(layerOf(await host.snapshot())), never);

/** Aborted when the file is on its way: the layer comes, and has to go again. */
const insertAborted: Step = async (stage) => {
  const controller = new AbortController();
  stage.onPost = (message) => {
    if (message instanceof ArrayBuffer) controller.abort();
  };
  const { host } = stage;
  return host.insertLayer(inPlace(layerOf(await host.snapshot())), controller.signal);
};

const dying: Step = (stage) => {
  const { rewrite } = stage;
  stage.rewrite = (script) => rewrite(script).replace('l.duplicate(t);', 'null.x;');
  return readLayer(stage);
};

const CASES: readonly [keyof typeof SIGNS, Step, (stage: Stage) => Promise<unknown>][] = [
  ['look', () => Promise.resolve(), snapshot],
  ['status', () => Promise.resolve(), readLayer],
  ['traits', () => Promise.resolve(), readLayer],
  ['read-layer', () => Promise.resolve(), readLayer],
  ['copy-selection', readLayer, readSelection],
  ['read-selection', () => Promise.resolve(), readSelection],
  ['find-result', () => Promise.resolve(), insert],
  ['prepare-insert', () => Promise.resolve(), insert],
  ['insert', () => Promise.resolve(), insert],
  ['undo-insert', () => Promise.resolve(), insertAborted],
  ['tidy-up', () => Promise.resolve(), dying],
];

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

describe('an editor that hangs for good', () => {
  test.each(CASES)('at %s is told by what it was asked for', async (purpose, before, work) => {
    // The document's traits are read once; only there they have to be read anew.
    const stage = purpose === 'traits' ? await unread() : await openWith(null, 'photo');
    await before(stage);
    freezeAt(stage, purpose);
    const error = packError(await failure(work(stage)));
    expect(stage.lab.photopea.frozen()).toBe(true);
    expect(error).toMatchObject({ code: 'photopea-not-answering', details: { purpose } });
    expect(errorText(error, 'en', en).message).toContain(PURPOSES[purpose].words);
    expect(errorText(error, 'zh-CN', zhCN).message).toContain(TRANSLATED[purpose]);
    expect(stage.channel.late).toEqual([{ purpose, waitedMs: expect.any(Number) as number }]);
    expect(lateText(stage.channel.late)).toMatch(new RegExp(`^${purpose} \\(\\d s\\)$`));
  });

  test('is told in the text that is copied for a report', async () => {
    const stage = await openWith(PROFILE, 'photo');
    freezeAt(stage, 'read-layer');
    const error = packError(await failure(readLayer(stage)));
    const panel = await startPanel();
    const state = { ...panel.store.get(), run: { state: 'error' as const, error } };
    const extras = {
      version: '1.2.3',
      userAgent: 'UA',
      language: 'en',
      time: '2000-01-01T00:00:00Z',
      place: { lateScripts: lateText(stage.channel.late) },
    };
    const report = diagnosticsText(state as Parameters<typeof diagnosticsText>[0], extras);
    expect(JSON.parse(report)).toMatchObject({
      panel: { place: { lateScripts: 'read-layer (0 s)' } },
      run: { error: { details: { purpose: 'read-layer' } } },
    });
  });

  test('is no Photopea to a page that asks who is there', async () => {
    const lab = createLab();
    await lab.post('while (1 == 1) { }');
    const panel = openPanel(lab.photopea, inspectPosted);
    await expect(detectPhotopea(panel, 50)).resolves.toBeNull();
  });
});

/** A stage whose document was never looked at: it came after the last snapshot. */
async function unread(): Promise<Stage> {
  const stage = createStage({ frozenMs: FROZEN_MS });
  await stage.host.snapshot();
  stage.lab.open(photoPsd());
  activateLayer(stage.lab, 'photo');
  return stage;
}

describe('the time a script has', () => {
  test('is short for a look in passing, and long for what a run needs', () => {
    expect(PURPOSES.look.limitMs).toBe(5_000);
    const run = Object.entries(PURPOSES).filter(([name]) => !/^look|^find-photopea/.test(name));
    for (const [, { limitMs }] of run) expect(limitMs).toBe(120_000);
  });

  test('is known for every purpose that is posted, and all have their words', () => {
    const purposes = Object.keys(PURPOSES);
    expect([...Object.keys(SIGNS), 'find-photopea'].sort()).toEqual([...purposes].sort());
    expect(Object.keys(zhCNPurposes).sort()).toEqual([...purposes].sort());
    expect(new Set(Object.values(zhCNPurposes)).size).toBe(purposes.length);
  });
});
