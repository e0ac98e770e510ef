import { ByteReader, tagAt } from '../../../../src/psd/byte-reader';
import { readBlocks, readResources } from '../../../../src/psd/read-blocks';
import { readLayerSection, type LayerSection } from '../../../../src/psd/read-layers';
import type { ByteRange, PsdBlock, PsdResource } from '../../../../src/psd/file';
import type { PixelDepth } from '../model/raster';
import type { ModeName } from '../types';

/** Colour modes by the number in the header. */
export const MODES: Readonly<Record<number, ModeName>> = {
  0: 'bitmap',
  1: 'grayscale',
  2: 'indexed',
  3: 'rgb',
  4: 'cmyk',
  7: 'multichannel',
  8: 'duotone',
  9: 'lab',
};

const HEADER_BYTES = 26;
/** Blocks that hold the layers of deeper files. */
export const LAYER_BLOCKS = ['Lr16', 'Lr32', 'Layr'];

export interface PsdParts {
  readonly bytes: Uint8Array;
  readonly version: 1 | 2;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
  readonly depth: PixelDepth;
  readonly mode: ModeName;
  readonly resources: readonly PsdResource[];
  readonly blocks: readonly PsdBlock[];
  readonly section: LayerSection | null;
  readonly composite: ByteRange;
}

function depthOf(bits: number): PixelDepth {
  if (bits === 8 || bits === 16 || bits === 32) return bits;
  throw new Error(`sim: not modelled: a file of ${bits} bits`);
}

/** Takes a PSD of any mode and depth of 8, 16 or 32 bit apart. */
export function readParts(bytes: Uint8Array): PsdParts {
  if (tagAt(bytes, 0) !== '8BPS') throw new Error('not a PSD');
  const reader = new ByteReader(bytes, { start: 4, end: bytes.length }, 'the file');
  const version = reader.u16() === 2 ? 2 : 1;
  reader.skip(6);
  const channels = reader.u16();
  const height = reader.u32();
  const width = reader.u32();
  const depth = depthOf(reader.u16());
  const mode = MODES[reader.u16()] ?? 'rgb';
  reader.position = HEADER_BYTES;
  reader.section(false);
  const resources = readResources(bytes, reader.section(false)).found;
  const layerAndMask = reader.section(version === 2);
  const composite = { start: reader.position, end: bytes.length };
  const { blocks, info } = readLayerArea(bytes, layerAndMask, version);
  const sources = [
    info,
    ...blocks.filter(({ key }) => LAYER_BLOCKS.includes(key)).map((b) => b.data),
  ];
  let section: LayerSection | null = null;
  for (const range of sources) if (range) section ??= readLayerSection(bytes, range, version);
  const head = { bytes, version, channels, width, height, depth, mode } as const;
  return { ...head, resources, blocks, section, composite };
}

function readLayerArea(
  bytes: Uint8Array,
  range: ByteRange,
  version: 1 | 2,
): { readonly blocks: readonly PsdBlock[]; readonly info: ByteRange | null } {
  const reader = new ByteReader(bytes, range, 'the layers');
  if (reader.left === 0) return { blocks: [], info: null };
  const info = reader.section(version === 2);
  reader.position = Math.min(reader.end, info.end + ((info.end - info.start) % 2));
  if (reader.left < 4) return { blocks: [], info };
  reader.section(false);
  const rest = { start: reader.position, end: range.end };
  return { blocks: readBlocks(bytes, rest, version === 2).found, info };
}
