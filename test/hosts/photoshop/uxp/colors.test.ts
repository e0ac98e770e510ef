import { rect } from '../../../../src/core/geometry';
import { maxValue } from '../../../../src/core/image';
import { readPng } from '../../../../src/pixels/png/read-png';
import type { ModeName } from '../../../emulators/photoshop/types';
import { smart } from '../../contract/inserting';
import { layerNamed, readSaved } from '../../contract/saved';
import { activeRef, inPlace, largestDifference, NEVER, picture, PLACE, widened } from './documents';
import { createStage } from './stage';

interface Case {
  readonly mode: ModeName;
  readonly depth: 8 | 16 | 32;
  readonly profile: string | null;
  /** In steps of 1/255; 0 is exact. Two roundings in another space are much for a dark colour. */
  readonly within: number;
}

const CASES: readonly Case[] = [
  { mode: 'rgb', depth: 8, profile: 'sRGB IEC61966-2.1', within: 0 },
  { mode: 'rgb', depth: 8, profile: null, within: 0 },
  { mode: 'rgb', depth: 8, profile: 'Adobe RGB (1998)', within: 8 },
  { mode: 'rgb', depth: 16, profile: 'sRGB IEC61966-2.1', within: 0.01 },
  { mode: 'rgb', depth: 16, profile: 'Display P3', within: 0.1 },
  { mode: 'rgb', depth: 32, profile: 'sRGB IEC61966-2.1', within: 0.01 },
  { mode: 'rgb', depth: 32, profile: null, within: 0.01 },
  { mode: 'rgb', depth: 32, profile: 'Adobe RGB (1998)', within: 0.1 },
  { mode: 'lab', depth: 8, profile: null, within: 8 },
  { mode: 'lab', depth: 16, profile: null, within: 0.2 },
  { mode: 'grayscale', depth: 8, profile: 'Gray Gamma 2.2', within: 2 },
  { mode: 'grayscale', depth: 8, profile: 'sGray', within: 2 },
  { mode: 'grayscale', depth: 16, profile: 'Gray Gamma 1.8', within: 0.1 },
  { mode: 'grayscale', depth: 32, profile: 'Gray Gamma 2.2', within: 0.1 },
];

describe('what is inserted reads back as it was', () => {
  test.each(CASES)('$mode, $depth bit, $profile', async ({ mode, depth, profile, within }) => {
    const stage = await createStage();
    const { ps, link } = stage;
    const id = ps.user.create({ name: 'x', width: 30, height: 20, mode, depth, profile });
    const above = await activeRef(stage);
    const shown = picture(PLACE, mode === 'grayscale');
    const image = depth === 8 ? shown : widened(shown);
    const ref = await link.host.insertLayer(inPlace(above, image), NEVER);
    const { image: back, colors } = await link.host.readLayer(ref, PLACE, NEVER);
    // What has a profile is converted to sRGB; numbers without one stay what they are.
    expect(colors).toBe(mode === 'rgb' && profile === null ? null : 'srgb');
    expect(back.depth).toBe(depth === 8 ? 8 : 16);
    const scale = 255 / maxValue(back.depth);
    expect(largestDifference(back.data, image.data) * scale).toBeLessThanOrEqual(within);
    expect(
      ps.documents
        .historyStates(id)
        .map(({ name }) => name)
        .slice(1),
    ).toEqual(['Upscale Selection']);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test.each([
    [8, 16],
    [16, 8],
  ] as const)('an image of %d bit in a document of %d', async (from, to) => {
    const stage = await createStage();
    const { ps, link } = stage;
    ps.user.create({ name: 'x', width: 30, height: 20, depth: to });
    const image = from === 8 ? picture(PLACE) : widened(picture(PLACE));
    const ref = await link.host.insertLayer(inPlace(await activeRef(stage), image), NEVER);
    const { image: back } = await link.host.readLayer(ref, PLACE, NEVER);
    const expected = to === 8 ? picture(PLACE) : widened(picture(PLACE));
    expect(largestDifference(back.data, expected.data)).toBeLessThanOrEqual(to === 8 ? 0 : 2);
    stage.dispose();
  });

  test('colour in a gray document becomes its brightness', async () => {
    const stage = await createStage();
    const { ps, link } = stage;
    ps.user.create({ name: 'x', width: 9, height: 9, mode: 'grayscale', profile: 'sGray' });
    const red = {
      width: 1,
      height: 1,
      depth: 8,
      data: Uint8ClampedArray.of(255, 0, 0, 255),
    } as const;
    const ref = await link.host.insertLayer(inPlace(await activeRef(stage), red), NEVER);
    const { image: back } = await link.host.readLayer(ref, rect(5, 4, 1, 1), NEVER);
    // 0.2126 of the light is 0.498 as it is stored.
    expect(largestDifference(back.data, [127, 127, 127, 255])).toBeLessThanOrEqual(2);
    stage.dispose();
  });
});

describe('modes without pixels are refused by name', () => {
  test.each<ModeName>(['cmyk', 'indexed', 'bitmap', 'duotone', 'multichannel'])(
    '%s',
    async (mode) => {
      const stage = await createStage();
      const { ps, link } = stage;
      const id = ps.user.create({ name: 'x', width: 30, height: 20, mode });
      const { document, layer } = await link.host.snapshot();
      expect(document?.mode).toBe(mode);
      const ref = { documentId: document!.id, layerId: layer?.id ?? '1' };
      const code = 'document-mode';
      await expect(link.host.readLayer(ref, PLACE, NEVER)).rejects.toMatchObject({ code });
      await expect(link.host.insertLayer(inPlace(ref), NEVER)).rejects.toMatchObject({ code });
      expect(ps.documents.historyStates(id)).toHaveLength(1);
      stage.dispose();
    },
  );
});

test('a mode or depth that was changed meanwhile is what the result is converted to', async () => {
  const stage = await createStage();
  const { ps, link } = stage;
  ps.user.create({ name: 'x', width: 30, height: 20 });
  const above = await activeRef(stage);
  ps.user.changeMode('rgb', 16);
  const ref = await link.host.insertLayer(inPlace(above), NEVER);
  const { image: back } = await link.host.readLayer(ref, PLACE, NEVER);
  expect(largestDifference(back.data, widened(picture(PLACE)).data)).toBeLessThanOrEqual(2);
  ps.user.changeMode('cmyk');
  await expect(link.host.insertLayer(inPlace(above), NEVER)).rejects.toMatchObject({
    code: 'document-mode',
  });
  stage.dispose();
});

test.each<readonly [profile: string | null, said: readonly string[]]>([
  ['sRGB IEC61966-2.1', ['sRGB']],
  ['Adobe RGB (1998)', ['sRGB']],
  [null, []],
])('a smart object says inside what was read: %s', async (profile, said) => {
  const stage = await createStage();
  const { ps, link } = stage;
  const id = ps.user.create({ name: 'x', width: 60, height: 40, profile });
  const result = smart(await activeRef(stage));
  await link.host.insertLayer(result, NEVER);
  const { content } = layerNamed(readSaved(ps.documents.savePsd(id)), result.name);
  expect(readPng(content!).ancillary.map(({ type }) => type)).toEqual(said);
  stage.dispose();
  expect(ps.problems()).toEqual([]);
});
