import type { LayerRef, LayerResult } from '../../../src/core/document';
import type { Image8 } from '../../../src/core/image';
import { codeOf } from '../../support/code-of';
import { NEVER, onBench, type Bench, type HostFixture } from './bench';
import { galleryPsd } from './gallery';
import { enlarged, inPlace, NAME, smart } from './inserting';
import { refOf } from './reading';
import { layerNamed, readSaved, type SavedDocument } from './saved';
import { PLAIN_LOOK } from '../../../src/core/document';

const MODES = { 'in-place': inPlace, enlarge: enlarged, 'smart-object': smart } as const;
type Mode = keyof typeof MODES;
const MODE_NAMES = Object.keys(MODES) as Mode[];

/** Another state of a result: other colours, another mask, the same place. */
function adjusted(result: LayerResult): LayerResult {
  const mask = { ...result.mask, data: result.mask.data.map((value) => Math.max(0, value - 30)) };
  const image = inverted(result.image as Image8);
  if (result.mode !== 'smart-object') return { ...result, mask, image };
  return { ...result, mask, image, content: inverted(result.content as Image8) };
}

function inverted(image: Image8): Image8 {
  return { ...image, data: image.data.map((value, i) => (i % 4 === 3 ? value : 255 - value)) };
}

async function inserted(bench: Bench, mode: Mode, name: string) {
  await bench.open(galleryPsd(), 'gallery.psd');
  const result = MODES[mode](await refOf(bench, name));
  return { result, ref: await bench.host.insertLayer(result, NEVER) };
}

/** Of hosts that can put a result in the place of another state of it. */
export function replaceContract(fixture: HostFixture): void {
  const name = fixture.insertedName(NAME);
  const replace = (bench: Bench, ref: LayerRef, result: LayerResult): Promise<LayerRef> =>
    bench.host.replaceLayer(ref, result, NEVER);

  describe('replaceLayer', () => {
    test.each(
      MODE_NAMES.flatMap((mode) => ['photo', 'base', 'inner'].map((on) => [mode, on] as const)),
    )('%s above "%s": as if that had been inserted, and one undo takes it back', (mode, on) =>
      onBench(fixture, async (bench) => {
        const { result, ref } = await inserted(bench, mode, on);
        const before = readSaved(await bench.save());
        await replace(bench, ref, adjusted(result));
        const after = readSaved(await bench.save());
        await bench.undo();
        expect(readSaved(await bench.save())).toEqual(before);

        const anew = await fixture.create();
        try {
          await anew.open(galleryPsd(), 'gallery.psd');
          const above = await refOf(anew, on);
          await anew.host.insertLayer({ ...adjusted(result), above }, NEVER);
          expect(after).toEqual(readSaved(await anew.save()));
        } finally {
          anew.dispose();
        }
      })(),
    );

    test(
      'again and again, with the reference that it gave',
      onBench(fixture, async (bench) => {
        const { result, ref } = await inserted(bench, 'in-place', 'photo');
        const first = readSaved(await bench.save());
        const second = await replace(bench, ref, adjusted(result));
        await replace(bench, second, result);
        expect(readSaved(await bench.save())).toEqual(first);
      }),
    );

    test(
      'a layer that was taken back is named as gone, and nothing changes',
      onBench(fixture, async (bench) => {
        const { result, ref } = await inserted(bench, 'in-place', 'photo');
        await bench.undo();
        const before = readSaved(await bench.save());
        expect(await codeOf(replace(bench, ref, adjusted(result)))).toBe('layer-gone');
        expect(readSaved(await bench.save())).toEqual(before);
      }),
    );

    test(
      'what is clipped to the layer stays clipped to the one in its place',
      onBench(fixture, async (bench) => {
        const { result, ref } = await inserted(bench, 'in-place', 'photo');
        const look = { ...PLAIN_LOOK, clipped: true };
        const lower = inPlace(ref, undefined, 'lower');
        const upper = { ...lower, above: await bench.host.insertLayer({ ...lower, look }, NEVER) };
        await bench.host.insertLayer({ ...upper, name: 'upper', look }, NEVER);
        const clipping = ({ layers }: SavedDocument) =>
          layers.map((one) => [one.name, one.clipped]);
        const before = clipping(readSaved(await bench.save()));
        expect(before).toEqual(
          expect.arrayContaining([
            ['lower', true],
            ['upper', true],
          ]),
        );
        await replace(bench, ref, adjusted(result));
        expect(clipping(readSaved(await bench.save()))).toEqual(before);
      }),
    );

    test(
      'the layer keeps being clipped to what it was clipped to',
      onBench(fixture, async (bench) => {
        const { result, ref } = await inserted(bench, 'in-place', 'clipped');
        await replace(bench, ref, adjusted(result));
        expect(layerNamed(readSaved(await bench.save()), name).clipped).toBe(true);
      }),
    );
  });
}
