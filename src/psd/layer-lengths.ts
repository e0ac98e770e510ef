import type { PsdBlock, PsdFile } from './file';
import { growth, grownLengthEdit, insertAt, type Edit } from './splice';

/** Additions are multiples of this, so that sections and blocks keep their alignment. */
const ALIGNMENT = 4;

export function padding(length: number): Uint8Array {
  return new Uint8Array((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT);
}

/**
 * Edits that `edits` to records and channels make necessary: padding behind the channels and the
 * new length of the layer info. The length of the whole section is left to the caller.
 */
export function layerLengthEdits(file: PsdFile, edits: readonly Edit[]): Edit[] {
  const { layers, channelData } = file.sections;
  if (layers === null || channelData === null) return [];
  const block = file.blocks.find(({ data }) => data === layers);
  const oldLength = layers.end - layers.start;
  // The plain layer info has an even length; some programs write an odd one where nothing follows.
  const alignedLength = block === undefined ? oldLength + (oldLength % 2) : oldLength;
  const missing = mod(alignedLength - oldLength - growth(edits), ALIGNMENT);
  const added = insertAt(channelData.end, new Uint8Array(missing));
  const wide = block === undefined ? file.header.version === 2 : hasWideLength(block);
  return [added, grownLengthEdit(layers, [...edits, added], wide)];
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}

export function hasWideLength({ range, data }: PsdBlock): boolean {
  return data.start - range.start === 16;
}
