import { cmykToSrgb, inksToXyz } from '../../../src/pixels/icc/cmyk';
import { parseProfile } from '../../../src/pixels/icc/profile';

type Part = readonly number[] | Uint8Array;

const tag = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const u16 = (value: number): number[] => [value >> 8, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const joined = (...parts: Part[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));

/** A press profile with one table. */
function profile(table: Uint8Array, connection: 'Lab ' | 'XYZ '): Uint8Array {
  const header = new Uint8Array(128);
  header.set(u32(144 + table.length));
  header.set(tag(`prtrCMYK${connection}`), 12);
  header.set(tag('acsp'), 36);
  return joined(header, u32(1), tag('A2B0'), u32(144), u32(table.length), table);
}

/** Corners of the cube of inks, cyan first, as Lab: white paper, inks that only darken. */
const CORNERS = Array.from({ length: 16 }, (_, i) => {
  const inks = [8, 4, 2, 1].filter((bit) => i & bit).length;
  return i & 1 ? [10, 0, 0] : [100 - 25 * inks, inks === 1 ? 40 : 0, inks === 1 ? -30 : 0];
});
const identity16 = [...u16(0), ...u16(65535)];

function mft1(lab: readonly (readonly number[])[]): Uint8Array {
  const ramp = Array.from({ length: 256 }, (_, i) => i);
  const grid = lab.flatMap(([l = 0, a = 0, b = 0]) => [(l * 255) / 100, a + 128, b + 128]);
  const head = [...tag('mft1'), 0, 0, 0, 0, 4, 3, 2, 0];
  return joined(
    head,
    new Uint8Array(36),
    ...Array<number[]>(4).fill(ramp),
    grid,
    ...Array<number[]>(3).fill(ramp),
  );
}

function mft2(lab: readonly (readonly number[])[]): Uint8Array {
  const grid = lab.flatMap(([l = 0, a = 0, b = 0]) =>
    [(l * 65280) / 100, (a + 128) * 256, (b + 128) * 256].flatMap((v) => u16(Math.round(v))),
  );
  const head = [...tag('mft2'), 0, 0, 0, 0, 4, 3, 2, 0];
  const tables = [
    ...Array(4).fill(identity16).flat(),
    ...grid,
    ...Array(3).fill(identity16).flat(),
  ];
  return joined(head, new Uint8Array(36), u16(2), u16(2), tables as number[]);
}

/** Curves, grid, curves, matrix and curves, all of which but the grid change nothing. */
function mAB(lab: readonly (readonly number[])[], full: boolean): Uint8Array {
  const straight = [...tag('curv'), ...u32(0), ...u32(0)];
  const power = [...tag('para'), ...u32(0), ...u16(0), ...u16(0), ...u32(0x10000)];
  const grid = [
    ...[2, 2, 2, 2, ...Array<number>(12).fill(0)],
    ...[2, 0, 0, 0],
    ...lab
      .flatMap(([l = 0, a = 0, b = 0]) => [l / 100, (a + 128) / 255, (b + 128) / 255])
      .flatMap((v) => u16(Math.round(v * 65535))),
  ];
  const one = u32(0x10000);
  const zero = u32(0);
  const matrix = [one, zero, zero, zero, one, zero, zero, zero, one, zero, zero, zero].flat();
  const parts = {
    last: Array(3).fill(power).flat() as number[],
    matrix,
    middle: Array(3).fill(straight).flat() as number[],
    grid,
    first: Array(4).fill(straight).flat() as number[],
  };
  let at = 32;
  const offsets = Object.entries(parts).map(([name, bytes]) => {
    const place = at;
    at += bytes.length;
    return !full && (name === 'matrix' || name === 'middle') ? 0 : place;
  });
  const head = [...tag('mAB '), ...u32(0), 4, 3, 0, 0, ...offsets.flatMap(u32)];
  return joined(head, ...Object.values(parts));
}

function colorsOf(bytes: Uint8Array, ...inks: [number, number, number, number][]): number[][] {
  const lookup = cmykToSrgb(parseProfile(bytes)!)!;
  return inks.map((ink) => {
    const out = new Float64Array(3);
    lookup(...ink, out);
    return [...out].map((v) => Math.round(Math.min(1, Math.max(0, v)) * 255));
  });
}

const INKS: [number, number, number, number][] = [
  [0, 0, 0, 0],
  [1, 0, 0, 0],
  [0, 0.5, 0.25, 0.125],
  [1, 1, 0, 0],
  [0, 0, 0, 1],
  [1, 1, 1, 1],
];

test('paper is white, and all inks together are black', () => {
  const [paper, , , , black, all] = colorsOf(profile(mft1(CORNERS), 'Lab '), ...INKS);
  expect(paper).toEqual([255, 255, 255]);
  expect(black).toEqual([0, 0, 0]);
  expect(all).toEqual([0, 0, 0]);
});

function xyzOf(bytes: Uint8Array, inks: readonly [number, number, number, number]): number[] {
  return [...inksToXyz(parseProfile(bytes)!)!(inks)];
}

test.each([
  ['mft1', mft1(CORNERS)],
  ['mft2', mft2(CORNERS)],
  ['mAB with everything', mAB(CORNERS, true)],
  ['mAB with what is needed', mAB(CORNERS, false)],
])('a table of the form %s', (_, table) => {
  const bytes = profile(table, 'Lab ');
  const cyan = ((75 + 16) / 116) ** 3;
  const wanted = [
    [0.9642, 1, 0.8249],
    [0.9642 * ((75 + 16) / 116 + 40 / 500) ** 3, cyan, 0.8249 * ((75 + 16) / 116 + 30 / 200) ** 3],
  ];
  // Eight bits of Lab are coarse.
  [INKS[0]!, INKS[1]!].forEach((inks, i) =>
    xyzOf(bytes, inks).forEach((value, c) => expect(value).toBeCloseTo(wanted[i]![c]!, 2)),
  );
});

test('a table that leads to XYZ', () => {
  const white = [0.9642, 1, 0.8249].map((v) => v / (1 + 32767 / 32768));
  const grid = CORNERS.flatMap((_, i) =>
    white.flatMap((v) => u16(Math.round(i === 0 ? v * 65535 : 0))),
  );
  const head = [...tag('mft2'), 0, 0, 0, 0, 4, 3, 2, 0];
  const tables = [
    ...Array(4).fill(identity16).flat(),
    ...grid,
    ...Array(3).fill(identity16).flat(),
  ];
  const table = joined(head, new Uint8Array(36), u16(2), u16(2), tables as number[]);
  const half = xyzOf(profile(table, 'XYZ '), [0.5, 0, 0, 0]);
  [0.4821, 0.5, 0.41245].forEach((value, c) => expect(half[c]).toBeCloseTo(value, 4));
  expect(xyzOf(profile(table, 'XYZ '), [0, 1, 0, 0])).toEqual([0, 0, 0]);
});

test.each([
  ['an unknown type', joined(tag('what'), new Uint8Array(60))],
  ['three inks', joined([...tag('mft1'), 0, 0, 0, 0, 3, 3, 2, 0], new Uint8Array(3000))],
  ['a grid that reaches outside', mft1(CORNERS).slice(0, -800)],
  ['a grid of one node', joined([...tag('mft1'), 0, 0, 0, 0, 4, 3, 1, 0], new Uint8Array(3000))],
  ['curves that reach outside', mAB(CORNERS, true).slice(0, -20)],
  ['nothing', new Uint8Array(8)],
])('a table of %s is none', (_, table) => {
  expect(cmykToSrgb(parseProfile(profile(table, 'Lab '))!)).toBeNull();
});
