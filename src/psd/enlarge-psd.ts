import { type Rect, type Size, isEmpty, scaleSize } from '../core/geometry';
import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import { COMPRESSION, compressionOf, type Plane } from './decode-plane';
import { decodeCompositePlane } from './decode-composite';
import { encodeComposite, isPackable, planeShape } from './encode-composite';
import { tooLarge } from './errors';
import type { PsdFile, PsdLayer } from './file';
import { layerLengthEdits } from './layer-lengths';
import { scaleMeasures } from './measures';
import { MAX_SIDE } from './read-header';
import { maskMeasures, readMask } from './read-mask';
import { readPsd } from './read-psd';
import { readRecordParts, type RecordParts } from './read-record';
import {
  resizeLayer,
  resizeMask,
  resizeWhole,
  type ResizeJob,
  type ResizePlane,
} from './resize-channels';
import { scaleBlock } from './scale-blocks';
import { scaleResources } from './scale-resources';
import { applyEdits, checkFileSize, grownLengthEdit, growth, type Edit } from './splice';
import { putRect } from './write-layer';

/** A part that holds, or may hold, measures in pixels and was kept as it was. */
export interface NotScaled {
  /** Name of the layer; null: the document. */
  readonly layer: string | null;
  /** `smart-filters`, `filter-masks`, `annotations` …; `block:XXXX` for unknown kinds. */
  readonly what: string;
}

export interface Enlarged {
  readonly file: PsdFile;
  readonly notScaled: readonly NotScaled[];
}

/**
 * The document `factor` times as large (a whole number): canvas, layers, masks, merged picture and
 * saved channels resampled by `resize`; text, smart objects, effects, shapes, guides and slices
 * scaled in place. Any other part of the file stays byte for byte and is listed in `notScaled`
 * where it may hold measures. Layer keys stay the same.
 *
 * @throws FileError `psd-too-large`, `psd-damaged`, or the signal's reason
 */
export function enlargePsd(
  file: PsdFile,
  factor: number,
  resize: ResizePlane,
  signal?: AbortSignal,
): Enlarged {
  if (!Number.isInteger(factor) || factor < 1) throw new RangeError('factor must be whole');
  const job: ResizeJob = { file, factor, resize, signal };
  const size = checkedSize(scaleSize(file.header, factor), file.header.version);
  const notScaled: NotScaled[] = [];
  const resources = scaleResources(file, factor);
  notScaled.push(...resources.kept.map((what) => ({ layer: null, what })));
  const edits: Edit[] = [
    { start: 14, end: 22, parts: [new ByteWriter().u32(size.height).u32(size.width).done()] },
    ...resources.edits,
    ...layerEdits(job, notScaled),
  ];
  const { composite } = file.sections;
  edits.push({ start: composite.start, end: composite.end, parts: compositeParts(job) });
  return { file: readPsd(applyEdits(file.bytes, edits)), notScaled };
}

function checkedSize<T extends Size>(size: T, version: 1 | 2): T {
  if (size.width > MAX_SIDE[version] || size.height > MAX_SIDE[version]) {
    throw tooLarge(`${size.width} × ${size.height} pixels`);
  }
  return size;
}

function layerEdits(job: ResizeJob, notScaled: NotScaled[]): Edit[] {
  const { file, factor } = job;
  const edits: Edit[] = [];
  if (!file.flat) {
    let added = 0;
    for (const layer of file.layers) {
      const layerChange = oneLayerEdits(job, layer, notScaled);
      added += growth(layerChange);
      checkFileSize(file.bytes.length + added);
      edits.push(...layerChange);
    }
    edits.push(...layerLengthEdits(file, edits));
  }
  for (const block of file.blocks) {
    const scaled = scaleBlock(file.bytes, block, factor);
    edits.push(...scaled.edits);
    notScaled.push(...scaled.kept.map((what) => ({ layer: null, what })));
  }
  const { layerAndMask } = file.sections;
  return [...edits, grownLengthEdit(layerAndMask, edits, file.header.version === 2)];
}

function oneLayerEdits(job: ResizeJob, layer: PsdLayer, notScaled: NotScaled[]): Edit[] {
  const { file, factor } = job;
  const { bytes, header } = file;
  const parts = readRecordParts(new ByteReader(bytes, layer.record, 'a layer'), header.version);
  const edits = channelEdits(job, layer, parts);
  const rect = scaled(layer.rect, factor);
  if (!isEmpty(rect)) checkedSize(rect, header.version);
  const { start } = layer.record;
  edits.push({ start, end: start + 16, parts: [putRect(new ByteWriter(), rect).done()] });
  if (layer.mask !== null) {
    const edit = scaleMeasures(bytes, parts.mask, maskMeasures, factor);
    if (edit !== null) edits.push(edit);
  }
  for (const block of layer.blocks) {
    const result = scaleBlock(bytes, block, factor);
    edits.push(...result.edits);
    notScaled.push(...result.kept.map((what) => ({ layer: layer.name, what })));
  }
  return edits;
}

function scaled({ x, y, width, height }: Rect, factor: number): Rect {
  return { x: x * factor, y: y * factor, ...scaleSize({ width, height }, factor) };
}

/** Edits of new data for each channel, and of its length in the record. */
function channelEdits(job: ResizeJob, layer: PsdLayer, parts: RecordParts): Edit[] {
  const { bytes, header } = job.file;
  const large = header.version === 2;
  const colors = resizeLayer(job, layer);
  const masks = readMask(bytes, parts.mask, header.version);
  const firstLength = layer.record.start + 18;
  const entry = large ? 10 : 6;
  return layer.channels.flatMap((channel, i) => {
    const rect = channel.id === -2 ? masks?.mask.rect : channel.id === -3 ? masks?.realRect : null;
    const data =
      colors.get(channel) ?? (rect && !isEmpty(rect) ? resizeMask(job, channel, rect) : null);
    if (data === null) return [];
    const length = new ByteWriter().size(data.length, large).done();
    const at = firstLength + i * entry + 2;
    return [
      { start: at, end: at + length.length, parts: [length] },
      { start: channel.data.start, end: channel.data.end, parts: [data] },
    ];
  });
}

function compositeParts(job: ResizeJob): Uint8Array[] {
  const { file, factor } = job;
  const size = scaleSize(file.header, factor);
  const header = { ...file.header, ...size };
  function* planes(): Iterable<Plane> {
    for (let i = 0; i < header.channels; i++) yield resizeWhole(job, decodeCompositePlane(file, i));
  }
  const raw = compressionOf(file.bytes, file.sections.composite) === COMPRESSION.raw;
  return encodeComposite(planes(), planeShape(header), !raw && isPackable(header));
}
