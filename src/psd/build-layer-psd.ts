import { createImage } from '../core/image';
import { compositePlanes, encodeComposite, isPackable, planeShape } from './encode-composite';
import type { NewLayer } from './new-layer';
import { smartObjectBlocks } from './smart-object';
import { concatBytes } from './splice';
import { fileHead, profileResource, rgbHeader } from './write-flat-psd';
import { block, encodeLayer } from './write-layer';
import { layerSection } from './write-layer-section';

/** A layer for an editor that takes it over from an opened file. */
export interface LayerPsd extends NewLayer {
  /** Layer id, written as `lyid`: take a large random number, since editors do not renumber. */
  readonly id: number;
  /** Profile of the target document, so that the editor does not convert colours; null: none. */
  readonly iccProfile: Uint8Array | null;
}

/** A PSD of one pixel and one layer, at its place in the target document. Depth as `image`. */
export function buildLayerPsd(layer: LayerPsd): Uint8Array {
  const canvas = createImage({ width: 1, height: 1 }, layer.image.depth);
  const header = rgbHeader(canvas, true);
  const smart = layer.smartObject && smartObjectBlocks(layer.rect, layer.smartObject);
  const encoded = encodeLayer(layer, layer.id, header, smart?.layer ?? []);
  const blocks = smart === undefined ? [] : [block('lnk2', smart.linkedFile)];
  return concatBytes([
    ...fileHead(header, profileResource(layer.iccProfile)),
    ...layerSection(encoded, header.depth, blocks),
    ...encodeComposite(
      compositePlanes(canvas, header, true),
      planeShape(header),
      isPackable(header),
    ),
  ]);
}
