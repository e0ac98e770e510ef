import type { PsdBlock, PsdFile } from './file';
import { growth, grownLengthEdit, insertAt, type Edit } from './splice';

/** Sections and blocks keep their alignment when what is added is a multiple of this. */
const ALIGNMENT = 4;

export function padding(length: number): Uint8Array {
  return new Uint8Array((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT);
}

/**
 * What `edits` to records and channels make necessary: padding behind the channels and the new length
 * of the layer info, wherever it lies. The length of the whole section is left to the caller.
 */
export function layerLengthEdits(file: PsdFile, edits: readonly Edit[]): Edit[] {
  const { layers, channelData } = file.sections;
  if (layers === null || channelData === null) return [];
  const added = insertAt(channelData.end, padding(mod(growth(edits), ALIGNMENT)));
  const block = file.blocks.find(({ data }) => data === layers);
  const wide = block === undefined ? file.header.version === 2 : hasWideLength(block);
  return [added, grownLengthEdit(layers, [...edits, added], wide)];
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}

export function hasWideLength({ range, data }: PsdBlock): boolean {
  return data.start - range.start === 16;
}
