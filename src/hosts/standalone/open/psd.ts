import { rectOfSize } from '../../../core/geometry';
import type { Image } from '../../../core/image';
import { decodeComposite } from '../../psd/decode-composite';
import type { PsdFile } from '../../psd/file';
import { readPsd } from '../../psd/read-psd';
import type { Baseline } from '../document/document';
import type { Layer, Raster } from '../document/layer';
import { allLayers, shownAsIs } from '../document/tree';
import { checkFileSize } from '../limits';
import type { WorkspaceNotice } from '../workspace';
import { droppedNotice } from './dropped';
import { readIcc } from './icc';
import type { Opened } from './opened';
import { layersOf } from './psd-layers';

/** Index (u16) of the layer that was active when the file was written. */
const ACTIVE_LAYER_RESOURCE = 1024;
/** Version (u32), then whether the composite is real (u8). */
const VERSION_RESOURCE = 1057;

/** Throws `FileError`: those of `readPsd`, `file-too-large`. */
export function openPsd(bytes: Uint8Array, id: string, name: string): Opened {
  const file = readPsd(bytes);
  const { width, height, depth, mode } = file.header;
  checkFileSize({ width, height }, name);
  const layers = layersOf(file);
  const iccProfile =
    file.iccProfile === null ? null : bytes.slice(file.iccProfile.start, file.iccProfile.end);
  const document = {
    id,
    name,
    size: { width, height },
    mode,
    depth,
    layers,
    baseline: baselineOf(file, layers),
    psd: file,
    iccProfile,
    notices: [...colorNotices(iccProfile), ...droppedNotice(file.unread)],
  };
  return { document, activeLayerId: activeLayer(file, layers) };
}

/** Says so where the numbers are not sRGB's: they are shown and restored as if they were. */
export function colorNotices(iccProfile: Uint8Array | null): readonly WorkspaceNotice[] {
  const info = iccProfile === null ? null : readIcc(iccProfile);
  if (info === null || info.isSrgb) return [];
  return [{ code: 'not-srgb', detail: info.description === '' ? info.space : info.description }];
}

/**
 * The file's own composite where it has a real one and there is more than one plain picture. The bytes are looked at as well: some writers
 * leave a blank picture there without saying so.
 */
export function baselineOf(file: PsdFile, layers: readonly Layer[]): Baseline | null {
  if (!file.flat && !saysRealComposite(file)) return null;
  const composite = compositeRaster(file);
  // Decoded in any case: a file that ends too early is told apart here.
  const blank = isUniform(composite.load());
  const [lone] = layers;
  const plain = layers.length === 1 && lone !== undefined && shownAsIs(lone);
  return file.flat || blank || plain ? null : { layers, composite };
}

export function compositeRaster(file: PsdFile): Raster {
  const { depth } = file.header;
  const rect = rectOfSize({ width: file.header.width, height: file.header.height });
  return { rect, depth, load: () => decodeComposite(file) };
}

function saysRealComposite(file: PsdFile): boolean {
  const version = file.resources.find((resource) => resource.id === VERSION_RESOURCE);
  return version === undefined || file.bytes[version.data.start + 4] !== 0;
}

function isUniform({ data }: Image): boolean {
  for (let i = 4; i < data.length; i++) if (data[i] !== data[i - 4]) return false;
  return true;
}

function activeLayer(file: PsdFile, layers: readonly Layer[]): string | null {
  const all = [...allLayers(layers)];
  const resource = file.resources.find(({ id }) => id === ACTIVE_LAYER_RESOURCE);
  if (resource !== undefined && resource.data.end - resource.data.start >= 2) {
    const { start } = resource.data;
    const index = ((file.bytes[start] as number) << 8) | (file.bytes[start + 1] as number);
    const key = file.layers.find((layer) => layer.index === index)?.key;
    const active = all.find((layer) => layer.key === key);
    if (active !== undefined) return active.id;
  }
  const top = all.findLast((layer) => layer.children === null && layer.raster !== null);
  return (top ?? all.at(-1))?.id ?? null;
}
