import type { Depth } from '../core/image';
import { ByteWriter } from './byte-writer';
import { concatBytes, totalBytes } from './splice';
import { block, type LayerBytes } from './write-layer';

const EMPTY_SECTION = 0;

/**
 * The layer and mask section of a new file with one layer or none. `blocks` are whole ones of the
 * document. A layer makes the first extra plane of the composite its transparency.
 */
export function layerSection(
  layer: LayerBytes | null,
  depth: Depth,
  blocks: readonly Uint8Array[],
): Uint8Array[] {
  if (layer === null) return [new ByteWriter().u32(EMPTY_SECTION).done()];
  const count = new ByteWriter().i16(-1).done();
  const content = [count, layer.record, ...layer.channels];
  content.push(new Uint8Array((4 - (totalBytes(content) % 4)) % 4));
  const parts =
    depth === 8
      ? [length(totalBytes(content)), ...content, length(EMPTY_SECTION), ...blocks]
      : [
          length(EMPTY_SECTION),
          length(EMPTY_SECTION),
          block('Lr16', concatBytes(content)),
          ...blocks,
        ];
  return [length(totalBytes(parts)), ...parts];
}

function length(value: number): Uint8Array {
  return new ByteWriter().u32(value).done();
}
