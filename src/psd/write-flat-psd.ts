import { PLAIN_LOOK } from '../core/document';
import type { Image } from '../core/image';
import { rectOfSize } from '../core/geometry';
import { isOpaque } from '../pixels/alpha';
import { fittingProfile } from '../pixels/icc/profile';
import { ByteWriter } from './byte-writer';
import { compositePlanes, encodeComposite, isPackable, planeShape } from './encode-composite';
import { tooLarge } from './errors';
import type { PsdHeader, PsdResolution } from './file';
import { MAX_SIDE, modeNumber } from './read-header';
import { concatBytes } from './splice';
import { encodeLayer, type LayerBytes } from './write-layer';
import { layerSection } from './write-layer-section';

const RESOLUTION = 1005;
const ICC_PROFILE = 1039;
const EXIF = 1058;
const XMP = 1060;
const DEFAULT_PPI = 72;

export interface FlatPsdOptions {
  /** Name of the layer, where the image has transparency and therefore gets one. */
  readonly name: string;
  /** Profile; left out where it does not describe RGB. */
  readonly iccProfile: Uint8Array | null;
  /** Resolution; 72 per inch unless given. */
  readonly resolution?: PsdResolution | null;
  /** EXIF: a TIFF header and its directories. */
  readonly exif?: Uint8Array | null;
  /** A packet of XMP, UTF-8. */
  readonly xmp?: Uint8Array | null;
}

/**
 * A PSD of one picture: flat ("Background") where it is opaque, with one layer where it is not.
 * Keeps the depth of `image`.
 *
 * @throws FileError `psd-too-large` above 30,000 pixels a side
 */
export function writeFlatPsd(image: Image, options: FlatPsdOptions): Uint8Array {
  const { width, height } = image;
  if (width > MAX_SIDE[1] || height > MAX_SIDE[1]) throw tooLarge(`${width} × ${height} pixels`);
  const transparent = !isOpaque(image);
  const header = rgbHeader(image, transparent);
  const layer: LayerBytes | null = transparent
    ? encodeLayer(
        { name: options.name, rect: rectOfSize(image), image, mask: null, look: PLAIN_LOOK },
        1,
        header,
        [],
      )
    : null;
  const resources = [
    resolutionResource(options.resolution ?? { x: DEFAULT_PPI, y: DEFAULT_PPI }),
    ...profileResource(options.iccProfile),
    ...(options.exif ? [resource(EXIF, options.exif)] : []),
    ...(options.xmp ? [resource(XMP, options.xmp)] : []),
  ];
  return concatBytes([
    ...fileHead(header, resources),
    ...layerSection(layer, header.depth, []),
    ...encodeComposite(
      compositePlanes(image, header, transparent),
      planeShape(header),
      isPackable(header),
    ),
  ]);
}

export function rgbHeader(image: Image, transparent: boolean): PsdHeader {
  const { width, height, depth } = image;
  return { version: 1, channels: transparent ? 4 : 3, width, height, depth, mode: 'rgb' };
}

/** Bytes before the layer section. */
export function fileHead(header: PsdHeader, resources: readonly Uint8Array[]): Uint8Array[] {
  const writer = new ByteWriter().tag('8BPS').u16(1).zeros(6).u16(header.channels);
  writer.u32(header.height).u32(header.width).u16(header.depth).u16(modeNumber(header.mode));
  const colorModeDataBytes = 0;
  const content = concatBytes(resources);
  return [writer.u32(colorModeDataBytes).u32(content.length).done(), content];
}

/** Resource of a profile; null where that is not for RGB, as all files written here are. */
export function profileResource(profile: Uint8Array | null): Uint8Array[] {
  const fitting = fittingProfile(profile, 'RGB ');
  return fitting === null ? [] : [resource(ICC_PROFILE, fitting)];
}

function resolutionResource({ x, y }: PsdResolution): Uint8Array {
  const pixelsPerInch = 1;
  const data = new ByteWriter();
  for (const ppi of [x, y])
    data
      .u32(Math.round(ppi * 0x10000))
      .u16(pixelsPerInch)
      .u16(1);
  return resource(RESOLUTION, data.done());
}

function resource(id: number, data: Uint8Array): Uint8Array {
  const emptyName = 0;
  const writer = new ByteWriter().tag('8BIM').u16(id).u16(emptyName).section(data);
  return writer.zeros(data.length % 2).done();
}
