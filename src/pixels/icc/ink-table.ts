import { interpolated, readCurve, type Curve } from './curve';
import { inkLookup, type InkGrid } from './grid';
import type { Vector } from './matrix';
import { fourCharacters, type IccProfile } from './profile';

/** A function of four inks, 0…1 each, to three numbers. */
export type InkTable = (inks: readonly [number, number, number, number]) => Vector;

export interface ReadInkTable {
  /** Gives numbers of the connection space, encoded 0…1 as the tag's type has them. */
  readonly table: InkTable;
  /** True for `mft2`, which alone spreads Lab over 0…65280 instead of 0…65535. */
  readonly legacyLab: boolean;
}

const INKS = 4;
const OUTPUTS = 3;

/** The table for pictures from four inks to the connection space; null: none can be used. */
export function readInkTable({ tags }: IccProfile): ReadInkTable | null {
  const tag = tags.get('A2B0');
  if (tag === undefined || tag.byteLength < 32) return null;
  if (tag.getUint8(8) !== INKS || tag.getUint8(9) !== OUTPUTS) return null;
  const type = fourCharacters(tag, 0);
  const table = type === 'mAB ' ? curvesAndGrid(tag) : plainTables(tag, type);
  return table === null ? null : { table, legacyLab: type === 'mft2' };
}

/** `mft1`, `mft2`: a table for each ink, the grid, a table for each output (ICC.1:2022 §10.10, §10.11). */
function plainTables(tag: DataView, type: string): InkTable | null {
  if (type !== 'mft1' && type !== 'mft2') return null;
  if (tag.byteLength < 52) return null;
  const bytes = type === 'mft1' ? 1 : 2;
  const before = bytes === 1 ? 256 : tag.getUint16(48);
  const after = bytes === 1 ? 256 : tag.getUint16(50);
  const points = tag.getUint8(10);
  const gridAt = (bytes === 1 ? 48 : 52) + INKS * before * bytes;
  const afterAt = gridAt + points ** INKS * OUTPUTS * bytes;
  if (before < 2 || after < 2 || points < 2) return null;
  if (afterAt + OUTPUTS * after * bytes > tag.byteLength) return null;
  const curves = (start: number, count: number, length: number): Curve[] =>
    Array.from({ length: count }, (_, i) =>
      interpolated(Float64Array.from(samples(tag, start + i * length * bytes, length, bytes))),
    );
  const inputs = curves(gridAt - INKS * before * bytes, INKS, before);
  const grid = {
    points: [points, points, points, points],
    values: samples(tag, gridAt, points ** INKS * OUTPUTS, bytes),
  } as const;
  return chained(inputs, grid, curves(afterAt, OUTPUTS, after));
}

/** `mAB `: curves, grid, curves, a matrix, curves; all but the first two may be missing (§10.12). */
function curvesAndGrid(tag: DataView): InkTable | null {
  const [last, matrixAt, middle, gridAt, first] = [12, 16, 20, 24, 28].map((at) =>
    tag.getUint32(at),
  );
  if (!first || !gridAt || !last) return null;
  const inputs = curvesAt(tag, first, INKS);
  const grid = gridOf(tag, gridAt);
  const outputs = curvesAt(tag, last, OUTPUTS);
  if (inputs === null || grid === null || outputs === null) return null;
  const between = middle ? curvesAt(tag, middle, OUTPUTS) : [];
  if (between === null || (matrixAt && matrixAt + 48 > tag.byteLength)) return null;
  const toMatrix = chained(inputs, grid, between);
  return (inks) => {
    const values = matrixAt ? transformed(tag, matrixAt, toMatrix(inks)) : toMatrix(inks);
    return eachThrough(outputs, values);
  };
}

function chained(inputs: readonly Curve[], grid: InkGrid, outputs: readonly Curve[]): InkTable {
  const lookup = inkLookup(grid);
  const out = new Float64Array(OUTPUTS);
  return (inks) => {
    const [c = 0, m = 0, y = 0, k = 0] = inks.map((ink, i) => unit(inputs[i]?.(ink) ?? ink));
    lookup(c, m, y, k, out);
    return eachThrough(outputs, [out[0] ?? 0, out[1] ?? 0, out[2] ?? 0]);
  };
}

function eachThrough(curves: readonly Curve[], [a, b, c]: Vector): Vector {
  const through = (value: number, i: number): number => curves[i]?.(unit(value)) ?? value;
  return [through(a, 0), through(b, 1), through(c, 2)];
}

function transformed(tag: DataView, at: number, [a, b, c]: Vector): Vector {
  const number = (i: number): number => tag.getInt32(at + 4 * i) / 65536;
  const row = (i: number): number =>
    number(3 * i) * a + number(3 * i + 1) * b + number(3 * i + 2) * c + number(9 + i);
  return [row(0), row(1), row(2)];
}

/** Reads curves one after the other, each on a multiple of four bytes. */
function curvesAt(tag: DataView, start: number, count: number): Curve[] | null {
  const curves: Curve[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 12 > tag.byteLength) return null;
    const rest = new DataView(tag.buffer, tag.byteOffset + at, tag.byteLength - at);
    const curve = readCurve(rest);
    if (curve === null) return null;
    curves.push(curve);
    at += Math.ceil(curveBytes(rest) / 4) * 4;
  }
  return curves;
}

function curveBytes(tag: DataView): number {
  if (fourCharacters(tag, 0) === 'curv') return 12 + 2 * tag.getUint32(8);
  return 12 + 4 * ([1, 3, 4, 5, 7][tag.getUint16(8)] ?? 0);
}

function gridOf(tag: DataView, at: number): InkGrid | null {
  if (at + 20 > tag.byteLength) return null;
  const [c = 0, m = 0, y = 0, k = 0] = Array.from({ length: INKS }, (_, i) => tag.getUint8(at + i));
  const bytes = tag.getUint8(at + 16);
  const count = c * m * y * k * OUTPUTS;
  const readable = (bytes === 1 || bytes === 2) && at + 20 + count * bytes <= tag.byteLength;
  if (!readable || Math.min(c, m, y, k) < 2) return null;
  return { points: [c, m, y, k], values: samples(tag, at + 20, count, bytes) };
}

/** Whole numbers of one or two bytes as 0…1. */
function samples(tag: DataView, at: number, count: number, bytes: 1 | 2): Float32Array {
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    out[i] = bytes === 1 ? tag.getUint8(at + i) / 255 : tag.getUint16(at + 2 * i) / 65535;
  }
  return out;
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}
