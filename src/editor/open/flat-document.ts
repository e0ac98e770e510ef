import { rectOfSize } from '../../core/geometry';
import type { Image } from '../../core/image';
import { heldRaster } from '../document/layer';
import type { Metadata } from '../document/metadata';
import type { DocumentNotice } from '../document/document-notice';
import type { Opened } from '../document/editor-document';

export interface FlatPicture {
  readonly image: Image;
  readonly iccProfile: Uint8Array | null;
  readonly metadata: Metadata;
  readonly notices: readonly DocumentNotice[];
}

/** Name of the one layer, as `writeFlatPsd` calls it. */
export const BACKGROUND = 'Background';

/** A document of one layer. */
export function flatDocument(picture: FlatPicture, id: string, name: string): Opened {
  const { image, iccProfile, metadata, notices } = picture;
  const size = { width: image.width, height: image.height };
  const layer = {
    id: 'background',
    key: null,
    name: BACKGROUND,
    kind: 'pixels',
    visible: true,
    locked: false,
    opacity: 1,
    fill: 1,
    blend: 'normal',
    clipped: false,
    mask: null,
    simplified: [],
    children: null,
    raster: heldRaster(rectOfSize(size), image),
    content: null,
  } as const;
  return {
    activeLayerId: layer.id,
    document: {
      id,
      name,
      size,
      mode: 'rgb',
      depth: image.depth,
      layers: [layer],
      baseline: null,
      psd: null,
      iccProfile,
      metadata,
      notices,
    },
  };
}
