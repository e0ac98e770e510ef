import { type Rect, rectOfSize } from '../../../../src/core/geometry';
import { ByteWriter } from '../../../../src/psd/byte-writer';
import { smartObjectBlocks } from '../../../../src/psd/smart-object';
import { concatBytes } from '../../../../src/psd/splice';
import { block } from '../../../../src/psd/write-layer';
import type { DocumentState } from '../model/document';
import { colorsOf } from '../model/document';
import { walk, type Layer, type LayerMask } from '../model/layer';
import { newSamples, WHITE, type Raster, type Samples } from '../model/raster';
import { renderDocument } from '../model/render';
import { blendKey } from './blend-keys';
import { MODES } from './head';
import { rawPlane, writePlane } from './planes';
import { ICC_PROFILE, resolutionResource, resource, targetResource } from './resources';

const NOTHING: Rect = { x: 0, y: 0, width: 0, height: 0 };

interface Encoded {
  readonly id: number | null;
  readonly record: Uint8Array;
  readonly channels: readonly Uint8Array[];
  readonly linked: Uint8Array | null;
}

function planesOf({ data, colors, depth, rect }: Raster): Samples[] {
  const n = colors + 1;
  return Array.from({ length: n }, (_, c) => {
    const plane = newSamples(rect.width * rect.height, depth);
    for (let i = 0, from = c; i < plane.length; i++, from += n) plane[i] = data[from] ?? 0;
    return plane;
  });
}

function putRect(writer: ByteWriter, { x, y, width, height }: Rect): ByteWriter {
  return writer
    .i32(y)
    .i32(x)
    .i32(y + height)
    .i32(x + width);
}

interface RecordParts {
  readonly rect: Rect;
  readonly channels: readonly (readonly [id: number, data: Uint8Array])[];
  readonly layer: Layer;
  readonly blocks: readonly Uint8Array[];
  readonly name: string;
}

function recordOf({ rect, channels, layer, blocks, name }: RecordParts): Uint8Array {
  const writer = putRect(new ByteWriter(), rect).u16(channels.length);
  for (const [id, data] of channels) writer.i16(id).u32(data.length);
  const flags =
    8 | (layer.locks.transparency || layer.background ? 1 : 0) | (layer.visible ? 0 : 2);
  const key = layer.children ? 'norm' : blendKey(layer.blend);
  writer
    .tag('8BIM')
    .tag(key)
    .u8(layer.opacity)
    .u8(layer.clipped ? 1 : 0)
    .u8(flags)
    .u8(0);
  const extra = new ByteWriter().section(maskRecord(layer)).u32(0).pascalString(name, 4);
  for (const bytes of blocks) extra.put(bytes);
  return writer.section(extra.done()).done();
}

const FROM_VECTOR = 8;

/** A path's coverage is saved where there is no layer mask beside it. */
function savedMask({ mask, vectorMask }: Layer): LayerMask | null {
  return mask ?? vectorMask;
}

function maskRecord(layer: Layer): Uint8Array {
  const mask = savedMask(layer);
  if (mask === null) return new Uint8Array(0);
  const writer = putRect(new ByteWriter(), mask.rect).u8(mask.outside);
  return writer
    .u8((mask.disabled ? 2 : 0) | (mask === layer.mask ? 0 : FROM_VECTOR))
    .u16(0)
    .done();
}

function lockBits({ locks }: Layer): number {
  if (locks.all) return 0x80000007;
  return (locks.transparency ? 1 : 0) | (locks.pixels ? 2 : 0) | (locks.position ? 4 : 0);
}

function commonBlocks(layer: Layer): Uint8Array[] {
  const blocks = [
    block('luni', new ByteWriter().unicodeString(layer.name).done()),
    block('lyid', new ByteWriter().u32(layer.id).done()),
    block('lspf', new ByteWriter().u32(lockBits(layer)).done()),
  ];
  if (layer.fillOpacity !== 255) {
    blocks.push(block('iOpa', new ByteWriter().u8(layer.fillOpacity).zeros(3).done()));
  }
  return [...blocks, ...layer.blocks];
}

function maskChannel(layer: Layer, state: DocumentState): (readonly [number, Uint8Array])[] {
  const mask = savedMask(layer);
  if (mask === null) return [];
  const { rect, data } = mask;
  const plane = newSamples(data.length, state.depth);
  const white = WHITE[state.depth];
  data.forEach((value, i) => {
    plane[i] = state.depth === 32 ? value / 255 : Math.round((value * white) / 255);
  });
  return [[-2, writePlane(plane, { ...rect, depth: state.depth })]];
}

function pixelLayer(layer: Layer, state: DocumentState): Encoded {
  const rect = layer.raster?.rect ?? NOTHING;
  const shape = { ...rect, depth: state.depth };
  const colors = colorsOf(state);
  const planes = layer.raster ? planesOf(layer.raster) : [];
  const ids = Array.from({ length: colors }, (_, i) => i);
  const channels: (readonly [number, Uint8Array])[] = ids.map((id) => [
    id,
    writePlane(planes[id] ?? newSamples(0, state.depth), shape),
  ]);
  if (!layer.background) {
    channels.unshift([-1, writePlane(planes[colors] ?? newSamples(0, state.depth), shape)]);
  }
  channels.push(...maskChannel(layer, state));
  const smart =
    layer.smart &&
    smartObjectBlocks(rect, {
      png: layer.smart.bytes,
      size: layer.smart.picture.rect,
      fileName: layer.smart.fileName,
    });
  const blocks = layer.background ? [] : [...commonBlocks(layer), ...(smart?.layer ?? [])];
  return {
    id: layer.id,
    record: recordOf({ rect, channels, layer, blocks, name: layer.name }),
    channels: channels.map(([, data]) => data),
    linked: smart?.linkedFile ?? null,
  };
}

function divider(type: number, layer: Layer): Uint8Array {
  return block('lsct', new ByteWriter().u32(type).tag('8BIM').tag(blendKey(layer.blend)).done());
}

function group(layer: Layer, state: DocumentState): Encoded[] {
  const empty = (id: number): readonly [number, Uint8Array] => [id, new Uint8Array(2)];
  const ids = [-1, ...Array.from({ length: colorsOf(state) }, (_, i) => i)];
  const own = [...ids.map(empty), ...maskChannel(layer, state)];
  const end = { ...layer, mask: null, vectorMask: null, visible: true, opacity: 255 };
  const head = { rect: NOTHING, channels: own, layer, name: layer.name };
  const foot = { rect: NOTHING, channels: ids.map(empty), layer: end, name: '</Layer group>' };
  const close: Encoded = {
    id: null,
    record: recordOf({ ...foot, blocks: [divider(3, layer)] }),
    channels: ids.map(() => new Uint8Array(2)),
    linked: null,
  };
  const open: Encoded = {
    id: layer.id,
    record: recordOf({ ...head, blocks: [...commonBlocks(layer), divider(1, layer)] }),
    channels: own.map(([, data]) => data),
    linked: null,
  };
  return [close, ...(layer.children ?? []).flatMap((child) => encoded(child, state)), open];
}

function encoded(layer: Layer, state: DocumentState): Encoded[] {
  return layer.children ? group(layer, state) : [pixelLayer(layer, state)];
}

function layerArea(state: DocumentState, records: readonly Encoded[]): Uint8Array {
  const count = new ByteWriter().i16(-records.length).done();
  const content = concatBytes([
    count,
    ...records.map((r) => r.record),
    ...records.flatMap((r) => r.channels),
  ]);
  const padded = concatBytes([content, new Uint8Array((4 - (content.length % 4)) % 4)]);
  const linked = records.flatMap((record) => (record.linked ? [record.linked] : []));
  const blocks = [...withLinked(state.rest.blocks, linked)];
  const writer = new ByteWriter();
  if (state.depth === 8) writer.section(padded).u32(0);
  else
    writer
      .u32(0)
      .u32(0)
      .put(block(state.depth === 16 ? 'Lr16' : 'Lr32', padded));
  for (const bytes of blocks) writer.put(bytes);
  return writer.done();
}

/** Entries are added to the list of embedded files that the file came with. */
function withLinked(blocks: readonly Uint8Array[], added: readonly Uint8Array[]): Uint8Array[] {
  if (added.length === 0) return [...blocks];
  const isList = (bytes: Uint8Array): boolean =>
    String.fromCharCode(...bytes.subarray(4, 8)) === 'lnk2';
  const old = blocks.find(isList);
  const entries = old ? [old.slice(12), ...added] : added;
  return [...blocks.filter((bytes) => bytes !== old), block('lnk2', concatBytes(entries))];
}

/** Colours of the merged picture lie on white. */
function compositeBytes(state: DocumentState): Uint8Array {
  const raster = renderDocument(state);
  const planes = planesOf(raster);
  const alpha = planes[raster.colors] ?? newSamples(0, state.depth);
  const white = WHITE[state.depth];
  const matted = planes.slice(0, raster.colors).map((plane) => {
    const out = plane.slice();
    for (let i = 0; i < out.length; i++) {
      const share = (alpha[i] as number) / white;
      if (share === 1) continue;
      const mixed = (plane[i] as number) * share + white * (1 - share);
      out[i] = state.depth === 32 ? mixed : Math.round(mixed);
    }
    return out;
  });
  const parts = [...matted, alpha].map((plane) => rawPlane(plane, state.depth));
  return concatBytes([new Uint8Array(2), ...parts]);
}

export function writeState(state: DocumentState): Uint8Array {
  const { size, depth, mode, profile, rest } = state;
  const modeNumber = Object.keys(MODES).find((key) => MODES[Number(key)] === mode) ?? '3';
  const head = new ByteWriter()
    .tag('8BPS')
    .u16(1)
    .zeros(6)
    .u16(colorsOf(state) + 1);
  head.u32(size.height).u32(size.width).u16(depth).u16(Number(modeNumber)).u32(0);
  const records = state.layers.flatMap((layer) => encoded(layer, state));
  const [active] = [...walk(state.layers)].filter(({ id }) => state.active.includes(id));
  const target = records.findIndex(({ id }) => id !== null && id === active?.id);
  const resources = [...rest.resources, resolutionResource(state.resolution)];
  if (target >= 0) resources.push(targetResource(target));
  if (profile?.bytes) resources.push(resource(ICC_PROFILE, profile.bytes));
  head.section(concatBytes(resources)).section(layerArea(state, records));
  return concatBytes([head.done(), compositeBytes({ ...state, size: { ...rectOfSize(size) } })]);
}
