import type { DocRect } from '../core/geometry';
import { writePsdUint8Array } from 'ag-psd';
import { bytesOf } from './byte-reader';
import { damaged } from './errors';
import { readPsd } from './read-psd';
import { findBlock } from './read-blocks';
import type { SmartContent } from './new-layer';

const DEFAULT_PPI = 72;

export interface SmartObjectBlocks {
  /** Whole blocks for the layer's record. */
  readonly layer: readonly Uint8Array[];
  /** One entry for the document's list of embedded files (`lnk2`), a multiple of four bytes. */
  readonly linkedFile: Uint8Array;
}

/**
 * The blocks that make a layer a smart object which shows `content` on `rect`. Their structure is
 * ag-psd's knowledge: it writes a small document, out of which the blocks are taken.
 */
export function smartObjectBlocks(rect: DocRect, content: SmartContent): SmartObjectBlocks {
  const id = crypto.randomUUID();
  const [left, top, right, bottom] = [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height];
  const carrier = readPsd(
    writePsdUint8Array({
      width: 1,
      height: 1,
      children: [
        {
          name: content.fileName,
          placedLayer: {
            id,
            placed: crypto.randomUUID(),
            type: 'raster',
            transform: [left, top, right, top, right, bottom, left, bottom],
            width: content.size.width,
            height: content.size.height,
            resolution: { value: content.resolution ?? DEFAULT_PPI, units: 'Density' },
          },
        },
      ],
      linkedFiles: [{ id, name: content.fileName, type: 'png ', data: content.png }],
    }),
  );
  const placed = carrier.layers[0]?.blocks ?? [];
  const layer = placed.filter(({ key }) => key === 'SoLd' || key === 'PlLd');
  const linked = findBlock(carrier.blocks, 'lnk2');
  if (layer.length === 0 || linked === null) throw damaged('no smart object could be made');
  return {
    layer: layer.map(({ range }) => carrier.bytes.slice(range.start, range.end)),
    linkedFile: bytesOf(carrier.bytes, linked.data),
  };
}
