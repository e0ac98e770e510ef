import type { ByteReader } from './byte-reader';
import { readVersionedDescriptor } from './descriptor';
import { damaged } from './errors';
import type { PsdFile } from './file';
import { scaleMeasures, takeNumbers, type Measure } from './measures';
import type { ScaledBlock } from './scale-blocks';
import { measuresOf } from './scale-descriptor';
import type { Edit } from './splice';

const GUIDES = 1032;
const SLICES = 1050;
const COUNT_MARKS = 1080;

const SCALED: Readonly<Record<number, (reader: ByteReader) => Measure[]>> = {
  [GUIDES]: guideMeasures,
  [SLICES]: sliceMeasures,
  [COUNT_MARKS]: (reader) => measuresOf(readVersionedDescriptor(reader)),
};

/** Resources with positions that are kept as they are, or that turned out to be unreadable. */
const NAMES: Readonly<Record<number, string>> = {
  1038: 'color-samplers',
  1073: 'color-samplers',
  [GUIDES]: 'guides',
  [SLICES]: 'slices',
  [COUNT_MARKS]: 'count-marks',
};

/** The edits that move guides, slices and marks along with the enlarged picture. */
export function scaleResources(file: PsdFile, factor: number): ScaledBlock {
  const edits: Edit[] = [];
  const kept: string[] = [];
  for (const { id, data } of file.resources) {
    const find = SCALED[id];
    const edit = find && scaleMeasures(file.bytes, data, find, factor);
    const name = NAMES[id];
    if (edit) edits.push(edit);
    else if (name !== undefined && data.end > data.start) kept.push(name);
  }
  return { edits, kept };
}

/** Finds positions in 1/32 pixel; the grid's spacing is a setting and stays. */
function guideMeasures(reader: ByteReader): Measure[] {
  reader.skip(12);
  const count = reader.u32();
  const measures: Measure[] = [];
  for (let i = 0; i < count; i++) {
    measures.push(...takeNumbers(reader, 'i32', 1));
    reader.skip(1);
  }
  return measures;
}

/** Finds the measures of slices: version 6 is a list of records, later ones are descriptors. */
function sliceMeasures(reader: ByteReader): Measure[] {
  const version = reader.u32();
  if (version === 7 || version === 8) return measuresOf(readVersionedDescriptor(reader));
  if (version !== 6) throw damaged('slices have an unknown version');
  const measures = takeNumbers(reader, 'i32', 4);
  reader.unicodeString();
  const count = reader.u32();
  for (let i = 0; i < count; i++) measures.push(...oneSlice(reader));
  // The same slices once more, as a descriptor.
  if (reader.left > 4) measures.push(...measuresOf(readVersionedDescriptor(reader)));
  return measures;
}

function oneSlice(reader: ByteReader): Measure[] {
  const madeFromLayer = 1;
  reader.skip(8);
  if (reader.u32() === madeFromLayer) reader.skip(4);
  reader.unicodeString();
  reader.skip(4);
  const bounds = takeNumbers(reader, 'i32', 4);
  for (let i = 0; i < 4; i++) reader.unicodeString();
  reader.skip(1);
  reader.unicodeString();
  reader.skip(12);
  return bounds;
}
