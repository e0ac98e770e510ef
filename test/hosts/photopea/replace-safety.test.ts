import type { LayerRef, LayerResult } from '../../../src/core/document';
import { codeOf } from '../../support/code-of';
import { stateOf, stepTo } from '../../emulators/photopea/model/document';
import { photoPsd } from '../../emulators/photopea/painted-documents';
import {
  active,
  activateLayer,
  layerNamed,
  order,
  select,
  state,
  userEdits,
} from '../../emulators/photopea/witness/setup';
import {
  closeDialogOnceRefused,
  closeStage,
  createStage,
  inPlace,
  layerOf,
  never,
  noiseImage,
  openStage,
  RECT,
  type Stage,
} from './stage';

afterEach(closeStage);

type Kind = 'in-place' | 'enlarge' | 'enlarge, selection';
const KINDS: readonly Kind[] = ['in-place', 'enlarge', 'enlarge, selection'];

interface Inserted {
  readonly stage: Stage;
  readonly result: LayerResult;
  readonly ref: LayerRef;
}

async function inserted(kind: Kind, stage = openStage(photoPsd(), 'photo')): Promise<Inserted> {
  if (kind === 'enlarge, selection') select(stage.lab, 1, 1, 4, 4);
  const above = layerOf(await stage.host.snapshot());
  const enlarge = { mode: 'enlarge', scale: 2 } as const;
  const result = { ...inPlace(above), ...(kind === 'in-place' ? {} : enlarge) } as LayerResult;
  return { stage, result, ref: await stage.host.insertLayer(result, never) };
}

function adjusted(result: LayerResult): LayerResult {
  return { ...result, image: noiseImage(RECT, 9) };
}

function replace({ stage, ref, result }: Inserted, signal = never): Promise<LayerRef> {
  return stage.host.replaceLayer(ref, adjusted(result), signal);
}

/** Names of all rows, and what the document shows. */
function everything({ stage: { lab } }: Inserted): unknown {
  const { rows, index } = active(lab);
  return { rows: rows.map(({ name }) => name), index, state: state(lab) };
}

/** The picture of the one result that is in the document. */
function resultIn({ stage: { lab } }: Inserted): unknown {
  const { layers } = state(lab);
  expect(order(layers)).toEqual(['photo', 'fast 2x copy', 'detail']);
  return layers[1]?.raster?.data;
}

/** A document whose history is full, since the person has worked in it. */
function fullStage(): Stage {
  const stage = openStage(photoPsd(), 'photo');
  active(stage.lab).mostRows = 6;
  for (let i = 0; i < 8; i++) userEdits(stage.lab);
  return stage;
}

async function unharmed(one: Inserted): Promise<void> {
  const before = everything(one);
  expect(await codeOf(replace(one))).toBe('result-not-last');
  expect(everything(one)).toEqual(before);
}

describe('what a person did since is not lost', () => {
  test.each(KINDS)('a stroke after the result: %s', async (kind) => {
    const one = await inserted(kind);
    userEdits(one.stage.lab);
    await unharmed(one);
  });

  test.each(KINDS)('a stroke in place of the newest step: %s', async (kind) => {
    const one = await inserted(kind);
    const document = active(one.stage.lab);
    stepTo(document, document.index - 1);
    userEdits(one.stage.lab);
    await unharmed(one);
  });

  test.each(KINDS)('a stroke in a history that is full: %s', async (kind) => {
    const one = await inserted(kind, fullStage());
    userEdits(one.stage.lab);
    await unharmed(one);
  });

  test.each(KINDS)('a full history by itself is no hindrance: %s', async (kind) => {
    const one = await inserted(kind, fullStage());
    const before = resultIn(one);
    await replace(one);
    expect(resultIn(one)).not.toEqual(before);
    expect(active(one.stage.lab).rows).toHaveLength(6);
  });

  test('another selection in place of the one that the result made', async () => {
    const one = await inserted('enlarge, selection');
    const document = active(one.stage.lab);
    stepTo(document, document.index - 1);
    select(one.stage.lab, 5, 5, 3, 2);
    await unharmed(one);
  });

  test.each([
    ['a history', () => openStage(photoPsd(), 'photo')],
    ['a full history', fullStage],
  ])('a transform that is not confirmed yet, in %s', async (_name, open) => {
    const one = await inserted('in-place', open());
    const { lab } = one.stage;
    const document = active(lab);
    const photo = layerNamed(state(lab), 'photo');
    lab.photopea.editor.pending = {
      document,
      row: 'Free Transform',
      apply: (now) => ({ ...now, layers: [{ ...photo, opacity: 7 }, ...now.layers.slice(1)] }),
    };
    expect(await codeOf(replace(one))).toBe('result-not-last');
    expect(order(state(lab).layers)).toEqual(['photo', 'fast 2x copy', 'detail']);
    expect(layerNamed(state(lab), 'photo').opacity).toBe(7);
    expect(document.rows[document.index]?.name).toBe('Free Transform');
  });
});

describe('the old layer is in the document until the new one is', () => {
  /** Whether it was there whenever something had just been posted. */
  function watched(one: Inserted): boolean[] {
    const document = active(one.stage.lab);
    const seen: boolean[] = [];
    one.stage.onPost = () => {
      seen.push(stateOf(document).layers.some(({ name }) => name === 'fast 2x copy'));
    };
    return seen;
  }

  test.each(KINDS)('while a dialog is open: %s', async (kind) => {
    const one = await inserted(kind);
    const { lab } = one.stage;
    const before = everything(one);
    const seen = watched(one);
    lab.photopea.editor.dialog = true;
    expect(await codeOf(replace(one))).toBe('photopea-busy');
    expect(new Set(seen)).toEqual(new Set([true]));
    expect(everything(one)).toEqual(before);
    closeDialogOnceRefused(one.stage);
    const old = resultIn(one);
    await replace(one);
    expect(resultIn(one)).not.toEqual(old);
  });

  test.each(KINDS)('called off before the file is sent: %s', async (kind) => {
    for (const count of [0, 1, 2, 3, 4, 5]) {
      const one = await inserted(kind);
      const before = everything(one);
      const seen = watched(one);
      const { onPost } = one.stage;
      const control = new AbortController();
      one.stage.onPost = (message) => {
        onPost(message);
        expect(message).not.toBeInstanceOf(ArrayBuffer);
        if (seen.length === count + 1) control.abort();
      };
      await expect(replace(one, control.signal)).rejects.toMatchObject({ name: 'AbortError' });
      expect(new Set(seen)).toEqual(new Set([true]));
      expect(everything(one)).toEqual(before);
      closeStage();
    }
  });

  test.each(KINDS)('called off too late, the new one is: %s', async (kind) => {
    const one = await inserted(kind);
    const { lab, host } = one.stage;
    const before = resultIn(one);
    const rows = active(lab).rows.length;
    const control = new AbortController();
    one.stage.onPost = (message) => {
      if (message instanceof ArrayBuffer) control.abort();
    };
    const ref = await replace(one, control.signal);
    const after = resultIn(one);
    expect(after).not.toEqual(before);
    expect(active(lab).rows).toHaveLength(rows);
    expect(layerOf(await host.snapshot())).toEqual(ref);
    one.stage.onPost = () => undefined;
    await host.replaceLayer(ref, one.result, never);
    expect(resultIn(one)).toEqual(before);
  });

  test.each(KINDS)('where the script dies between the two: %s', async (kind) => {
    const one = await inserted(kind);
    const before = everything(one);
    one.stage.rewrite = (script) => script.replace('d.activeLayer = l;', 'd = null.x;');
    expect(await codeOf(replace(one))).toBe('photopea-script-died');
    expect(everything(one)).toEqual(before);
    one.stage.rewrite = (script) => script;
    await replace(one);
    expect(resultIn(one)).toBeDefined();
  });

  test.each(KINDS)('where the script dies after both: %s', async (kind) => {
    const one = await inserted(kind);
    const before = resultIn(one);
    one.stage.rewrite = (script) => script.replace('var r = d.activeLayer;', 'var r = null.x;');
    expect(await codeOf(replace(one))).toBe('photopea-script-died');
    expect(resultIn(one)).not.toEqual(before);
    expect(one.stage.lab.photopea.editor.documents).toHaveLength(1);
  });
});

describe('a replacement whose outcome is not known', () => {
  async function deafStage(kind: Kind): Promise<Inserted> {
    const stage = createStage({ frozenMs: 1_500 });
    stage.lab.open(photoPsd());
    activateLayer(stage.lab, 'photo');
    return inserted(kind, stage);
  }

  /** The editor takes the file and the script, and is not heard of. */
  async function unheard({ stage }: Inserted, work: () => Promise<unknown>): Promise<void> {
    stage.onPost = (message) => {
      stage.deaf = message instanceof ArrayBuffer || stage.deaf;
    };
    expect(await codeOf(work())).toBe('photopea-not-answering');
    stage.onPost = () => undefined;
    stage.deaf = false;
  }

  test.each(KINDS)('is recognised when it is asked for again: %s', async (kind) => {
    const one = await deafStage(kind);
    const before = resultIn(one);
    await unheard(one, () => replace(one));
    const after = everything(one);
    expect(resultIn(one)).not.toEqual(before);
    const ref = await replace(one);
    expect(everything(one)).toEqual(after);
    expect(layerOf(await one.stage.host.snapshot())).toEqual(ref);
  });

  test('with the same result again', async () => {
    const one = await deafStage('in-place');
    const { host } = one.stage;
    await unheard(one, () => host.replaceLayer(one.ref, one.result, never));
    const after = everything(one);
    await host.replaceLayer(one.ref, one.result, never);
    expect(everything(one)).toEqual(after);
  });

  test('is no reason to replace by another one', async () => {
    const one = await deafStage('in-place');
    await unheard(one, () => one.stage.host.replaceLayer(one.ref, one.result, never));
    await unharmed(one);
  });

  test('nor is an insertion that was recognised', async () => {
    const one = await deafStage('in-place');
    const { host } = one.stage;
    const another = { ...adjusted(one.result), name: 'another' };
    await unheard(one, () => host.insertLayer(another, never));
    const ref = await host.insertLayer(another, never);
    await unharmed(one);
    await unharmed({ ...one, ref });
  });
});

test('the same result takes its own place again and again', async () => {
  const one = await inserted('in-place');
  const before = resultIn(one);
  let { ref } = one;
  for (let i = 0; i < 4; i++) ref = await one.stage.host.replaceLayer(ref, one.result, never);
  expect(resultIn(one)).toEqual(before);
  expect(active(one.stage.lab).rows).toHaveLength(2);
});

test('a result for an enlarged document does not enlarge it once more', async () => {
  const one = await inserted('in-place');
  const { size } = state(one.stage.lab);
  const before = resultIn(one);
  await replace({ ...one, result: { ...one.result, mode: 'enlarge', scale: 2 } });
  expect(state(one.stage.lab).size).toEqual(size);
  expect(resultIn(one)).not.toEqual(before);
});

test('a result for a document of another size is not put in its place', async () => {
  const one = await inserted('enlarge');
  await unharmed({ ...one, result: { ...one.result, scale: 4 } as LayerResult });
  await unharmed({ ...one, result: inPlace(one.result.above) });
});
