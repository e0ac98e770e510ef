import { throwIfAborted } from '../core/abort';
import type { Image } from '../core/image';
import { COMPRESSION, compressionOf, type Plane, type PlaneShape } from './decode-plane';
import { decodeCompositePlane } from './decode-composite';
import { bigEndian, packRows } from './encode-plane';
import type { PsdFile, PsdHeader } from './file';
import { alphaPlane, colorPlanes, matteOnWhite } from './image-planes';
import { colorCount } from './read-header';

/** The end of a file: compression and all planes. Planes are taken one at a time. */
export function encodeComposite(
  planes: Iterable<Plane>,
  shape: PlaneShape,
  packed: boolean,
): Uint8Array[] {
  const head = new Uint8Array(2);
  if (!packed) return [head, ...Array.from(planes, bigEndian)];
  head[1] = COMPRESSION.rle;
  const encoded = Array.from(planes, (plane) => packRows(plane, shape));
  return [head, ...encoded.map(({ table }) => table), ...encoded.map(({ rows }) => rows)];
}

/** Whether planes are packed: 16-bit samples hardly shrink, and some readers want them plain. */
export function isPackable({ depth }: PsdHeader): boolean {
  return depth === 8;
}

export function planeShape({ width, height, depth, version }: PsdHeader): PlaneShape {
  return { width, height, depth, large: version === 2 };
}

/** Planes of a merged picture: colours and, where the document has it, transparency. */
export function compositePlanes(
  image: Image,
  header: PsdHeader,
  hasTransparency: boolean,
): Plane[] {
  const colors = colorPlanes(image, header.mode, header.depth);
  if (!hasTransparency) return colors;
  const alpha = alphaPlane(image, header.depth);
  return [...colors.map((plane) => matteOnWhite(plane, alpha, header.depth)), alpha];
}

/** The merged picture replaced; saved channels (spot colours, selections) keep their values. */
export function replaceComposite(file: PsdFile, image: Image, signal?: AbortSignal): Uint8Array[] {
  const { header, hasTransparency, bytes, sections } = file;
  const first = colorCount(header.mode) + (hasTransparency ? 1 : 0);
  const planes = compositePlanes(image, header, hasTransparency);
  for (let i = first; i < header.channels; i++) {
    throwIfAborted(signal);
    planes.push(decodeCompositePlane(file, i));
  }
  const raw = compressionOf(bytes, sections.composite) === COMPRESSION.raw;
  return encodeComposite(planes, planeShape(header), !raw && isPackable(header));
}
