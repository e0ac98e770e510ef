import { OUTPUT_MODES, PLAIN_LOOK } from '../../../../src/core/document';
import { nextTask } from '../../../../src/core/abort';
import type { Depth } from '../../../../src/core/image';
import { createMask } from '../../../../src/core/mask';
import {
  packResult,
  picturesOf,
  unpackResult,
  type Packed,
  type RawResult,
} from '../../../../panel/runs/shelf/packed-result';
import { DISPLAY_P3 } from '../../../support/profiles';
import { layerOf, noisyImage } from '../../stories/kept';

type Change = (packed: Packed) => {
  readonly record: unknown;
  readonly pictures: Packed['pictures'];
};

function unpacked({ record, pictures }: ReturnType<Change>): Promise<RawResult | null> {
  return unpackResult(record, (key) => Promise.resolve(pictures.get(key)));
}

const CASES = OUTPUT_MODES.flatMap((mode) =>
  ([8, 16] as Depth[]).map((depth) => ({ mode, depth })),
);

describe('a packed result', () => {
  it.each(CASES)('has every value again: $mode, $depth bit', async ({ mode, depth }) => {
    const raw = { result: layerOf(mode, depth), before: noisyImage(12, 8, depth, 5), colors: null };
    expect(await unpacked(await packResult(raw))).toEqual(raw);
  });

  it('keeps how its layer is drawn, and does without a source', async () => {
    const result = { ...layerOf('in-place'), look: { ...PLAIN_LOOK, clipped: true, opacity: 0.5 } };
    const raw = { result, before: null, colors: null };
    expect(await unpacked(await packResult(raw))).toEqual(raw);
  });

  it('has one place for a picture that it has twice', async () => {
    const object = layerOf('smart-object');
    const { record, pictures, bytes } = await packResult({
      result: { ...object, mode: 'smart-object', scale: 2, content: object.image },
      before: object.image,
      colors: null,
    });
    expect(pictures.size).toBe(2);
    expect(new Set(picturesOf(record))).toEqual(new Set(pictures.keys()));
    expect(bytes).toBe([...pictures.values()].reduce((sum, { length }) => sum + length, 0));
  });

  it('has its profile once, beside the pictures, for all variants of a click', async () => {
    const variants = [1, 2].map((seed) => ({
      result: layerOf('in-place', 8, seed),
      before: noisyImage(12, 8),
      colors: DISPLAY_P3,
    }));
    const [one, two] = await Promise.all(variants.map((raw) => packResult(raw)));
    expect(await unpacked(one!)).toEqual(variants[0]);
    expect(one!.record.colors).toEqual(two!.record.colors);
    expect(new Set(picturesOf(one!.record))).toEqual(new Set(one!.pictures.keys()));
    // Two pictures, and of both the same: mask, source and profile.
    expect(new Map([...one!.pictures, ...two!.pictures]).size).toBe(5);
    const srgb = { ...variants[0]!, colors: 'srgb' as const };
    expect(await unpacked(await packResult(srgb))).toEqual(srgb);
  });

  it('does without a profile that is lost, damaged or none, and without one of before there were any', async () => {
    const raw = { result: layerOf('in-place'), before: null, colors: DISPLAY_P3 };
    const { record, pictures } = await packResult(raw);
    const bare = { ...raw, colors: null };
    const { key } = record.colors as { readonly key: string };
    const lost = new Map([...pictures].filter(([one]) => one !== key));
    expect(await unpacked({ record, pictures: lost })).toEqual(bare);
    const cut = new Map([...pictures, [key, DISPLAY_P3.slice(1)]] as const);
    expect(await unpacked({ record, pictures: cut })).toEqual(bare);
    const { colors, ...older } = record;
    expect(colors).not.toBeNull();
    const records = [
      older,
      { ...record, colors: { key: record.mask.key } },
      { ...record, colors: 7 },
    ];
    for (const other of records) expect(await unpacked({ record: other, pictures })).toEqual(bare);
  });

  it('lets others who ask for something come first while it is unpacked', async () => {
    const { record, pictures } = await packResult({
      result: layerOf('in-place'),
      before: null,
      colors: null,
    });
    const order: string[] = [];
    const asked: Promise<unknown>[] = [];
    const read = (key: string) => {
      if (key === record.image.key) asked.push(nextTask().then(() => order.push('another call')));
      return Promise.resolve(pictures.get(key));
    };
    // A clock by which each part has taken long enough for a pause.
    let ms = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (ms += 1000));
    asked.push(unpackResult(record, read).then(() => order.push('picture')));
    await Promise.all(asked);
    clock.mockRestore();
    expect(order).toEqual(['another call', 'picture']);
  });

  it('takes less room than its pixels where they are smooth', async () => {
    const result = layerOf('in-place');
    result.image.data.forEach((_, i) => (result.image.data[i] = i % 4 === 3 ? 255 : i >> 4));
    const { bytes } = await packResult({ result, before: null, colors: null });
    expect(bytes).toBeLessThan((result.image.data.length + result.mask.data.length) / 2);
  });
});

describe('what is no packed result any more', () => {
  const DAMAGES: Readonly<Record<string, Change>> = {
    'is no object': ({ pictures }) => ({ record: 7, pictures }),
    'is nothing': ({ pictures }) => ({ record: undefined, pictures }),
    'lacks a field': ({ record, pictures }) => ({
      record: { ...record, rect: undefined },
      pictures,
    }),
    'has a size that nothing holds': ({ record, pictures }) => {
      const huge = { width: 300_000, height: 300_000 };
      return {
        record: {
          ...record,
          rect: { ...record.rect, ...huge },
          image: { ...record.image, ...huge },
          mask: { ...record.mask, ...huge },
        },
        pictures,
      };
    },
    'has another size than its picture': ({ record, pictures }) => ({
      record: { ...record, before: { ...record.image, width: 23 } },
      pictures,
    }),
    'has another depth than its picture': ({ record, pictures }) => ({
      record: { ...record, image: { ...record.image, depth: 16 } },
      pictures,
    }),
    'has a mask of another size than its picture': ({ record, pictures }) => ({
      record: { ...record, mask: { ...record.mask, height: 15 } },
      pictures,
    }),
    'has a picture where the mask should be': ({ record, pictures }) => ({
      record: { ...record, mask: { ...record.mask, key: record.image.key } },
      pictures,
    }),
    'has no content though it is a smart object': ({ record, pictures }) => ({
      record: { ...record, mode: 'smart-object' },
      pictures,
    }),
    'has lost all pictures': ({ record }) => ({ record, pictures: new Map() }),
  };

  it.each(Object.entries(DAMAGES))('%s', async (_name, damage) => {
    const packed = await packResult({ result: layerOf('in-place'), before: null, colors: null });
    expect(await unpacked(packed)).not.toBeNull();
    expect(await unpacked(damage(packed))).toBeNull();
  });

  it.each(['image', 'mask', 'content', 'before'] as const)(
    'has lost, or has another, %s',
    async (part) => {
      const raw = { result: layerOf('smart-object'), before: noisyImage(12, 8), colors: null };
      const { record, pictures } = await packResult(raw);
      const { key } = record[part]!;
      const lost = new Map(pictures);
      lost.delete(key);
      expect(await unpacked({ record, pictures: lost })).toBeNull();
      const bytes = Uint8Array.from(pictures.get(key)!);
      bytes[bytes.length >> 1]! ^= 1;
      const other = new Map(pictures).set(key, bytes);
      expect(await unpacked({ record, pictures: other })).toBeNull();
    },
  );

  it('is a mask that inflates to more than its size', async () => {
    const mask = createMask({ width: 24, height: 16 }, 9);
    const large = createMask({ width: 2400, height: 160 }, 9);
    const packed = await packResult({
      result: { ...layerOf('in-place'), mask },
      before: null,
      colors: null,
    });
    const bomb = await packResult({
      result: { ...layerOf('in-place'), mask: large },
      before: null,
      colors: null,
    });
    const { key } = bomb.record.mask;
    const record = { ...packed.record, mask: { ...packed.record.mask, key } };
    expect(await unpacked({ record, pictures: bomb.pictures })).toBeNull();
  });
});
