import type { LayerRef, LayerResult } from '../../../src/core/document';
import { codeOf } from '../../support/code-of';
import { NEVER, type Bench } from '../contract/bench';
import { galleryPsd } from '../contract/gallery';
import { enlarged, inPlace, smart } from '../contract/inserting';
import { photopeaBench } from '../contract/photopea-bench';
import { refOf } from '../contract/reading';
import { readSaved } from '../contract/saved';

const MODES = { 'in-place': inPlace, enlarge: enlarged, 'smart-object': smart } as const;
type Mode = keyof typeof MODES;

/** Another state of a result. */
function adjusted(result: LayerResult): LayerResult {
  return { ...result, mask: { ...result.mask, data: result.mask.data.map((value) => value >> 1) } };
}

async function inserted(mode: Mode) {
  const bench = await photopeaBench();
  await bench.open(galleryPsd(), 'gallery.psd');
  const before = await saved(bench);
  const result = MODES[mode](await refOf(bench, 'photo'));
  const ref = await bench.host.insertLayer(result, NEVER);
  return { bench, before, result, ref };
}

const saved = async (bench: Bench) => readSaved(await bench.save());

function replace({ host }: Bench, ref: LayerRef, result: LayerResult): Promise<LayerRef> {
  return host.replaceLayer(ref, result, NEVER);
}

test.each(['in-place', 'enlarge', 'smart-object'] as const)(
  'what is replaced %s is as if inserted anew, twice as well, and takes no more undo steps',
  async (mode) => {
    const { bench, before, result, ref } = await inserted(mode);
    const first = await saved(bench);
    const second = await replace(bench, ref, adjusted(result));
    const once = await saved(bench);
    expect(once).not.toEqual(first);
    const third = await replace(bench, second, result);
    expect(await saved(bench)).toEqual(first);
    await replace(bench, third, adjusted(result));
    expect(await saved(bench)).toEqual(once);
    await bench.undo();
    if (mode === 'enlarge') await bench.undo();
    expect(await saved(bench)).toEqual(before);
    bench.dispose();
  },
);

test('what was done after the result is not lost: it is told instead', async () => {
  const { bench, result, ref } = await inserted('in-place');
  await bench.host.insertLayer(inPlace(await refOf(bench, 'photo')), NEVER);
  const after = await saved(bench);
  expect(await codeOf(replace(bench, ref, adjusted(result)))).toBe('result-not-last');
  expect(await saved(bench)).toEqual(after);
  bench.dispose();
});

test('a run in between that only reads is no hindrance: its result takes the place, one step to undo', async () => {
  const { bench, before, result, ref } = await inserted('in-place');
  const source = await refOf(bench, 'photo');
  const part = { x: 2, y: 2, width: 20, height: 16 };
  await bench.host.readLayer(source, part, NEVER);
  await bench.host.readSelection(source.documentId, part, NEVER);
  await bench.host.snapshot(NEVER);
  await replace(bench, ref, adjusted(result));
  expect(await saved(bench)).not.toEqual(before);
  await bench.undo();
  expect(await saved(bench)).toEqual(before);
  bench.dispose();
});

test('a result that was taken back is not replaced', async () => {
  const { bench, before, result, ref } = await inserted('in-place');
  await bench.undo();
  expect(await codeOf(replace(bench, ref, adjusted(result)))).toBe('result-not-last');
  expect(await saved(bench)).toEqual(before);
  bench.dispose();
});

test('what is called off leaves the layer in its place', async () => {
  const { bench, result, ref } = await inserted('in-place');
  const first = await saved(bench);
  const control = new AbortController();
  const replacing = bench.host.replaceLayer(ref, adjusted(result), control.signal);
  control.abort();
  await expect(replacing).rejects.toMatchObject({ name: 'AbortError' });
  expect(await saved(bench)).toEqual(first);
  bench.dispose();
});
