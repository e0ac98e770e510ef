import { ByteReader, bytesOf, sizeOf } from './byte-reader';
import { damaged } from './errors';
import type {
  ByteRange,
  PsdBlock,
  PsdFile,
  PsdHeader,
  PsdLayer,
  PsdResolution,
  PsdResource,
  PsdUnread,
} from './file';
import { hasUnread, readBlocks, readResources } from './read-blocks';
import { HEADER_BYTES, colorCount, readHeader } from './read-header';
import { layerTree, readLayerSection, type LayerSection } from './read-layers';

const RESOLUTION = 1005;
const ICC_PROFILE = 1039;
const LAYER_BLOCKS = ['Layr', 'Lr16'];
/** Blocks that say that the composite of a 16-bit file has transparency. */
const MERGED_TRANSPARENCY = ['Mtrn', 'Mt16', 'Mt32'];

/**
 * Takes a PSD or PSB apart without decoding pixels. Borrows `bytes`, which must not change afterwards.
 *
 * @throws FileError `not-a-psd`, `psd-truncated`, `psd-damaged`, `psd-too-large`,
 *   `psd-unsupported-mode` (all but RGB and grayscale), `psd-unsupported-depth` (1 and 32 bit)
 */
export function readPsd(bytes: Uint8Array): PsdFile {
  const header = readHeader(bytes);
  const large = header.version === 2;
  const whole = { start: HEADER_BYTES, end: bytes.length };
  const reader = new ByteReader(bytes, whole, 'the file');
  const colorModeData = reader.section(false);
  const resourceRange = reader.section(false);
  const layerAndMask = reader.section(large);
  const composite = { start: reader.position, end: bytes.length };
  const { found: resources, end: resourceEnd } = readResources(bytes, resourceRange);
  const parts = readLayerAndMask(bytes, layerAndMask, large);
  const section = findLayers(bytes, parts, header.version);
  // Layers may hide behind what cannot be read; adding to such a file would lose them.
  if (section === null && parts.unread) throw damaged('its additional information cannot be read');
  const unread: PsdUnread[] = [];
  if (hasUnread(bytes, resourceEnd, resourceRange.end)) unread.push('resources');
  if (section?.unread === true) unread.push('layer-information');
  if (parts.unread) unread.push('document-information');
  const merged = parts.blocks.some((block) => MERGED_TRANSPARENCY.includes(block.key));
  const layers = section?.layers ?? [flatLayer(header)];
  return {
    bytes,
    header,
    unread,
    resolution: readResolution(bytes, resources),
    iccProfile: resources.find((resource) => resource.id === ICC_PROFILE)?.data ?? null,
    hasTransparency:
      section !== null &&
      (section.hasTransparency || merged) &&
      header.channels > colorCount(header.mode),
    flat: section === null,
    resources,
    layers,
    tree: layerTree(layers),
    blocks: parts.blocks,
    sections: {
      colorModeData,
      resources: resourceRange,
      layerAndMask,
      layerInfo: parts.layerInfo,
      globalMask: parts.globalMask,
      layers: section?.range ?? null,
      records: section?.records ?? null,
      channelData: section?.channelData ?? null,
      composite,
    },
  };
}

interface LayerAndMask {
  readonly layerInfo: ByteRange | null;
  readonly globalMask: ByteRange | null;
  readonly blocks: readonly PsdBlock[];
  /** Whether unreadable bytes follow the blocks. */
  readonly unread: boolean;
}

function readLayerAndMask(bytes: Uint8Array, range: ByteRange, large: boolean): LayerAndMask {
  const reader = new ByteReader(bytes, range, 'the layers');
  const nothing = { globalMask: null, blocks: [], unread: false };
  if (reader.left === 0) return { ...nothing, layerInfo: null };
  const counted = reader.section(large);
  const layerInfo = { start: counted.start, end: counted.end + evenPadding(counted, reader.left) };
  reader.position = layerInfo.end;
  // Some programs end the section here.
  if (reader.left < 4) return { ...nothing, layerInfo };
  const globalMask = reader.section(false);
  const rest = { start: reader.position, end: range.end };
  const { found: blocks, end } = readBlocks(bytes, rest, large);
  return { layerInfo, globalMask, blocks, unread: hasUnread(bytes, end, rest.end) };
}

/** Padding of the layer info to an even number of bytes, whatever its length field says. */
function evenPadding(range: ByteRange, left: number): number {
  return Math.min(left, sizeOf(range) % 2);
}

/** Layer info, which 16-bit files leave empty in its own place and keep in a block. */
function findLayers(
  bytes: Uint8Array,
  { layerInfo, blocks }: LayerAndMask,
  version: 1 | 2,
): LayerSection | null {
  const ranges = blocks.filter(({ key }) => LAYER_BLOCKS.includes(key)).map(({ data }) => data);
  if (layerInfo !== null) ranges.unshift(layerInfo);
  for (const range of ranges) {
    const section = readLayerSection(bytes, range, version);
    if (section !== null) return section;
  }
  return null;
}

/** A flat file's picture as the one layer that an editor shows for it. */
function flatLayer(header: PsdHeader): PsdLayer {
  return {
    key: 'nth:0',
    index: 0,
    id: null,
    role: 'layer',
    kind: 'pixels',
    name: 'Background',
    rect: { x: 0, y: 0, width: header.width, height: header.height },
    blendMode: 'normal',
    opacity: 255,
    fillOpacity: 255,
    clipping: false,
    visible: true,
    locks: { transparency: true, pixels: false, position: false },
    hasEffects: false,
    hasVectorMask: false,
    parent: null,
    mask: null,
    channels: [],
    blocks: [],
    record: { start: 0, end: 0 },
  };
}

/** Reads fixed point numbers (16.16), each with the unit to show it in and that of the side. */
function readResolution(
  bytes: Uint8Array,
  resources: readonly PsdResource[],
): PsdResolution | null {
  const resource = resources.find(({ id }) => id === RESOLUTION);
  if (resource === undefined || sizeOf(resource.data) < 12) return null;
  const data = bytesOf(bytes, resource.data);
  const view = new DataView(data.buffer, data.byteOffset);
  return { x: view.getUint32(0) / 0x10000, y: view.getUint32(8) / 0x10000 };
}
