import { rectOfSize } from '../../core/geometry';
import type { Image } from '../../core/image';
import { describesPicture, parseProfile } from '../../pixels/icc/profile';
import { bytesOf } from '../../psd/byte-reader';
import { decodeComposite } from '../../psd/decode-composite';
import type { PsdFile } from '../../psd/file';
import { readPsd } from '../../psd/read-psd';
import { removeResource } from '../../psd/remove-resource';
import type { Baseline, Opened } from '../document/editor-document';
import type { Layer, Raster } from '../document/layer';
import { saneResolution, type Metadata } from '../document/metadata';
import { allLayers, shownAsIs } from '../document/tree';
import { checkFileSize } from '../document/size-limit';
import type { DocumentNotice } from '../document/document-notice';
import { droppedNotice } from './dropped-parts';
import { NO_EXIF, readExif } from './exif';
import { layersOf } from './psd-layers';
import { colorNotices, profileLeftOut } from './settle-colors';

/** Index (u16) of the layer that was active when the file was written. */
const ACTIVE_LAYER_RESOURCE = 1024;
const ICC_PROFILE_RESOURCE = 1039;
const EXIF_RESOURCE = 1058;
/** Version (u32), then whether the composite is real (u8). */
const VERSION_RESOURCE = 1057;

/**
 * Opens a PSD or PSB file; pixels are decoded when they are asked for.
 * @throws FileError those of `readPsd`, `file-too-large`
 */
export function openPsd(bytes: Uint8Array, id: string, name: string): Opened {
  const { file, iccProfile, notices } = withFittingProfile(readPsd(bytes));
  const { width, height, depth, mode } = file.header;
  checkFileSize({ width, height }, name);
  const layers = layersOf(file);
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
    metadata: metadataOf(file),
    notices: [...notices, ...droppedNotice(file.unread)],
  };
  return { document, activeLayerId: activeLayer(file, layers) };
}

interface Fitting {
  readonly file: PsdFile;
  readonly iccProfile: Uint8Array | null;
  readonly notices: readonly DocumentNotice[];
}

/** The file without a profile of another colour mode, over which other programs would trip. */
function withFittingProfile(file: PsdFile): Fitting {
  if (file.iccProfile === null) return { file, iccProfile: null, notices: [] };
  const bytes = file.bytes.slice(file.iccProfile.start, file.iccProfile.end);
  const profile = parseProfile(bytes);
  const wanted = file.header.mode === 'grayscale' ? 'GRAY' : 'RGB ';
  if (profile !== null && describesPicture(profile, wanted)) {
    return { file, iccProfile: bytes, notices: colorNotices(profile) };
  }
  const notice =
    profile === null
      ? { code: 'profile-unreadable' as const, detail: '' }
      : profileLeftOut(profile);
  return { file: removeResource(file, ICC_PROFILE_RESOURCE), iccProfile: null, notices: [notice] };
}

/** Metadata for pictures that are exported; the file itself keeps all it has. */
function metadataOf(file: PsdFile): Metadata {
  const exif = file.resources.find(({ id }) => id === EXIF_RESOURCE);
  const { texts } = exif === undefined ? NO_EXIF : readExif(bytesOf(file.bytes, exif.data));
  const { resolution } = file;
  return { resolution: resolution && saneResolution(resolution.x, resolution.y), texts };
}

/**
 * The file's own composite where it has a real one and there is more than one plain picture. The
 * bytes are looked at as well: some writers leave a blank picture there and mark it as real.
 */
export function baselineOf(file: PsdFile, layers: readonly Layer[]): Baseline | null {
  if (!file.flat && !saysRealComposite(file)) return null;
  const composite = compositeRaster(file);
  // Decoded in any case: a file that ends too early shows here.
  const blank = isUniform(composite.load());
  const [lone] = layers;
  const plain = layers.length === 1 && lone !== undefined && shownAsIs(lone);
  return file.flat || blank || plain ? null : { layers, composite };
}

function compositeRaster(file: PsdFile): Raster {
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
