import { ByteWriter } from './byte-writer';
import { isWide } from './read-blocks';
import type { PsdFile } from './file';
import { hasWideLength, layerLengthEdits, padding } from './layer-lengths';
import { layerResourceEdits } from './layer-resources';
import { applyEdits, grownLengthEdit, insertAt, lengthEdit, totalBytes, type Edit } from './splice';
import { block, type LayerBytes } from './write-layer';

export interface RecordInsert {
  /** Index that the new layer gets. */
  readonly index: number;
  readonly layer: LayerBytes;
  /** An entry for the list of embedded files, a multiple of four bytes; not in flat files. */
  readonly linkedFile: Uint8Array | null;
  /** The new end of the file; null keeps the old one. */
  readonly composite: readonly Uint8Array[] | null;
}

/** The file with one more layer record; everything else stays as it was, byte by byte. */
export function insertRecord(file: PsdFile, insert: RecordInsert): Uint8Array {
  const { sections, bytes } = file;
  const edits: Edit[] = [];
  const resourceEdits = file.flat ? [] : layerResourceEdits(file, insert.index);
  if (resourceEdits.length > 0) {
    edits.push(...resourceEdits, grownLengthEdit(sections.resources, resourceEdits, false));
  }
  const layerEdits = file.flat ? firstLayer(file, insert.layer) : nextLayer(file, insert);
  if (insert.linkedFile !== null) layerEdits.push(...linkedFileEdits(file, insert.linkedFile));
  const large = isLarge(file);
  edits.push(...layerEdits, grownLengthEdit(sections.layerAndMask, layerEdits, large));
  if (insert.composite !== null) {
    const { composite } = sections;
    edits.push({ start: composite.start, end: composite.end, parts: insert.composite });
  }
  return applyEdits(bytes, edits);
}

function isLarge(file: PsdFile): boolean {
  return file.header.version === 2;
}

/** Edits that add to the records and channels of the file. */
function nextLayer(file: PsdFile, { index, layer }: RecordInsert): Edit[] {
  const { layers, records, channelData } = file.sections;
  if (layers === null || records === null || channelData === null) return [];
  const recordAt = file.layers[index]?.record.start ?? records.end;
  const channelAt = channelStart(file, index) ?? channelData.end;
  const view = new DataView(file.bytes.buffer, file.bytes.byteOffset);
  const count = view.getInt16(layers.start);
  const newCount = new ByteWriter().i16(count + Math.sign(count)).done();
  const edits: Edit[] = [
    { start: layers.start, end: layers.start + 2, parts: [newCount] },
    insertAt(recordAt, layer.record),
    insertAt(channelAt, ...layer.channels),
  ];
  return [...edits, ...layerLengthEdits(file, edits)];
}

/** Start of the channels of the layer at `index`, or of the next one that has any. */
function channelStart(file: PsdFile, index: number): number | null {
  for (const { channels } of file.layers.slice(index)) {
    const [first] = channels;
    if (first !== undefined) return first.data.start;
  }
  return null;
}

/** Makes the layer section of a file without one: plain in 8-bit files, a block in 16-bit ones. */
function firstLayer(file: PsdFile, { record, channels }: LayerBytes): Edit[] {
  const large = isLarge(file);
  const { layerInfo, layerAndMask, globalMask } = file.sections;
  const count = new ByteWriter().i16(1).done();
  const content = [count, record, ...channels];
  content.push(padding(totalBytes(content)));
  const size = totalBytes(content);
  const missing = new ByteWriter();
  if (file.header.depth === 8) {
    if (layerInfo !== null) {
      const edit = { start: layerInfo.start, end: layerInfo.end, parts: content };
      return [edit, lengthEdit(layerInfo.start, size, large)];
    }
    const field = new ByteWriter().size(size, large).done();
    return [insertAt(layerAndMask.end, field, ...content, missing.u32(0).done())];
  }
  const head = new ByteWriter().tag('8BIM').tag('Lr16').size(size, isWide('Lr16', large)).done();
  const empty = file.blocks.find(({ key }) => key === 'Lr16');
  if (empty !== undefined) return [{ ...empty.range, parts: [head, ...content] }];
  if (layerInfo === null) missing.size(0, large);
  if (globalMask === null) missing.u32(0);
  return [insertAt(layerAndMask.end, missing.done(), head, ...content)];
}

/** Place for a new block: before unreadable bytes, behind which no program would find it. */
function endOfBlocks({ unread, blocks, sections }: PsdFile): number {
  const { layerAndMask, globalMask } = sections;
  if (!unread.includes('document-information')) return layerAndMask.end;
  return blocks.at(-1)?.range.end ?? globalMask?.end ?? layerAndMask.end;
}

/** Edits that add an entry to the list of embedded files, or the list itself. */
function linkedFileEdits(file: PsdFile, entry: Uint8Array): Edit[] {
  const list = file.blocks.find(({ key }) => key === 'lnk2');
  if (list === undefined) {
    const missing = new ByteWriter();
    if (file.sections.globalMask === null) missing.u32(0);
    const added = block('lnk2', entry, isWide('lnk2', isLarge(file)));
    return [insertAt(endOfBlocks(file), missing.done(), added)];
  }
  const { data, range } = list;
  const gap = padding(data.end - data.start);
  const length = data.end - data.start + gap.length + entry.length;
  return [
    { start: data.end, end: range.end, parts: [gap, entry] },
    lengthEdit(data.start, length, hasWideLength(list)),
  ];
}
