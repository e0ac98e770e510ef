import { ByteReader, tagAt } from './byte-reader';
import { readVersionedDescriptor } from './descriptor';
import { damaged } from './errors';
import type { ByteRange, PsdBlock } from './file';
import { scaleMeasures, takeNumbers, type FindMeasures, type Measure } from './measures';
import { measuresOf } from './scale-descriptor';
import type { Edit } from './splice';

/** Finders of measures by the keys of the blocks that hold them. */
const SCALED: Readonly<Record<string, FindMeasures>> = {
  TySh: textMeasures,
  SoLd: placedMeasures,
  SoLE: placedMeasures,
  PlLd: oldPlacedMeasures,
  lfx2: afterBytes(4),
  lmfx: afterBytes(4),
  lfxs: afterBytes(4),
  lrFX: oldEffectMeasures,
  vscg: afterBytes(4),
  vstk: afterBytes(0),
  vogk: afterBytes(4),
  SoCo: afterBytes(0),
  GdFl: afterBytes(0),
  PtFl: afterBytes(0),
  artb: afterBytes(0),
  artd: afterBytes(0),
  shmd: metadataMeasures,
  fxrp: (reader) => takeNumbers(reader, 'f64', 2),
};

/** Blocks without any pixel measure: names, ids, switches, colours, tone curves, paths in fractions of the canvas. */
const FREE = new Set([
  ...['luni', 'lnsr', 'lyid', 'lsct', 'lsdk', 'clbl', 'infx', 'knko', 'lmgm', 'lspf', 'lclr'],
  ...['lyvr', 'tsly', 'iOpa', 'brst', 'vmsk', 'vsms', 'vowv', 'sn2P', 'pths', 'CgEd', 'brit'],
  ...['levl', 'curv', 'expA', 'vibA', 'hue ', 'hue2', 'blnc', 'blwh', 'phfl', 'mixr', 'clrL'],
  ...['nvrt', 'post', 'thrs', 'grdm', 'selc', 'Layr', 'Lr16', 'LMsk', 'Mtrn', 'Mt16', 'Patt'],
  ...['Pat2', 'Pat3', 'lnk2', 'lnkD', 'lnk3', 'lnkE', 'Txt2', 'cinf', 'CAI ', 'OCIO', 'GenI'],
  ...['extn', 'FMsk'],
]);

/** Names of other blocks that are known to hold measures, for the report. */
const REPORTED: Readonly<Record<string, string>> = {
  Anno: 'annotations',
  FEid: 'filter-masks',
  FXid: 'filter-masks',
  tySh: 'old-text',
  plLd: 'old-smart-object',
};

export interface ScaledBlock {
  readonly edits: readonly Edit[];
  /** Names of parts that were kept as they were although they may hold measures. */
  readonly kept: readonly string[];
}

/** The edits that make the measures of a block `factor` times as large. */
export function scaleBlock(bytes: Uint8Array, block: PsdBlock, factor: number): ScaledBlock {
  const { key, data } = block;
  const find = SCALED[key];
  if (find === undefined) {
    return { edits: [], kept: FREE.has(key) ? [] : [REPORTED[key] ?? `block:${key}`] };
  }
  const edit = scaleMeasures(bytes, data, find, factor);
  if (edit === null) return { edits: [], kept: [`block:${key}`] };
  const filtered = key.startsWith('SoL') && hasSmartFilters(bytes, data);
  return { edits: [edit], kept: filtered ? ['smart-filters'] : [] };
}

/** Finds the measures of a descriptor after a version or key of `count` bytes. */
function afterBytes(count: number): FindMeasures {
  return (reader) => {
    reader.skip(count);
    return measuresOf(readVersionedDescriptor(reader));
  };
}

/** Measures of a text: only its transform to the document; its own are in text space. */
function textMeasures(reader: ByteReader): Measure[] {
  reader.skip(2);
  const transform = takeNumbers(reader, 'f64', 6);
  reader.skip(2);
  readVersionedDescriptor(reader);
  reader.skip(2);
  readVersionedDescriptor(reader);
  const bounds = reader.left >= 16 ? takeNumbers(reader, 'f32', 4) : [];
  return [...transform, ...bounds];
}

/** Finds the four corners on the document; size, crop and warp are in pixels of the content. */
function placedMeasures(reader: ByteReader): Measure[] {
  reader.skip(8);
  const { entries } = readVersionedDescriptor(reader);
  const corners = ['Trnf', 'nonAffineTransform'].flatMap((key) => {
    const list = entries.get(key);
    return list?.type === 'list' ? list.items.filter((item) => item.type === 'number') : [];
  });
  if (corners.length === 0) throw damaged('a smart object has no place');
  return corners;
}

function hasSmartFilters(bytes: Uint8Array, data: ByteRange): boolean {
  const reader = new ByteReader(bytes, data, 'a smart object');
  reader.skip(8);
  return readVersionedDescriptor(reader).entries.has('filterFX');
}

function oldPlacedMeasures(reader: ByteReader): Measure[] {
  reader.skip(8);
  reader.pascalString(1);
  reader.skip(16);
  return takeNumbers(reader, 'f64', 8);
}

/** Places of the sizes in the effects of version 5, counted in numbers after the version. */
const OLD_EFFECTS: Readonly<Record<string, readonly number[]>> = {
  dsdw: [0, 3],
  isdw: [0, 3],
  oglw: [0],
  iglw: [0],
  bevl: [1, 2],
};

function oldEffectMeasures(reader: ByteReader): Measure[] {
  reader.skip(2);
  const count = reader.u16();
  const measures: Measure[] = [];
  for (let i = 0; i < count; i++) {
    reader.skip(4);
    const numbers = OLD_EFFECTS[reader.tag()] ?? [];
    const { start, end } = reader.section(false);
    for (const number of numbers) {
      const at = start + 4 + number * 4;
      if (at + 4 > end) throw damaged('a layer effect is too short');
      measures.push({ at, format: 'i32' });
    }
  }
  return measures;
}

/** Measures of records of their own kinds; frames, comps and timelines are descriptors. */
function metadataMeasures(reader: ByteReader): Measure[] {
  const count = reader.u32();
  const measures: Measure[] = [];
  for (let i = 0; i < count; i++) {
    reader.skip(12);
    const data = reader.section(false);
    const { bytes } = reader;
    const versioned = data.end - data.start >= 8 && tagAt(bytes, data.start) === '\0\0\0\x10';
    if (!versioned) continue;
    measures.push(...measuresOf(readVersionedDescriptor(new ByteReader(bytes, data, 'metadata'))));
  }
  return measures;
}
