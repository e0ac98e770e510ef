import type { LayerKind } from '../core/document';
import type { PsdBlock, PsdRole } from './file';

const TEXT = ['TySh', 'tySh'];
const SMART = ['SoLd', 'SoLE', 'PlLd', 'plLd'];
const FILL = ['SoCo', 'GdFl', 'PtFl', 'vscg'];
const VECTOR = ['vmsk', 'vsms', 'vogk', 'vscg'];
const ADJUSTMENT = [
  ...['brit', 'CgEd', 'levl', 'curv', 'expA', 'vibA', 'hue ', 'hue2', 'blnc', 'blwh', 'phfl'],
  ...['mixr', 'clrL', 'nvrt', 'post', 'thrs', 'grdm', 'selc'],
];
const EFFECTS = ['lfx2', 'lmfx', 'lrFX'];

function has(blocks: readonly PsdBlock[], keys: readonly string[]): boolean {
  return blocks.some((block) => keys.includes(block.key));
}

/** Kind of a layer by the blocks that it carries. */
export function layerKind(role: PsdRole, blocks: readonly PsdBlock[]): LayerKind {
  if (role !== 'layer') return role === 'group' ? 'group' : 'other';
  if (has(blocks, TEXT)) return 'text';
  if (has(blocks, SMART)) return 'smart-object';
  if (has(blocks, FILL)) return has(blocks, VECTOR) ? 'shape' : 'fill';
  if (has(blocks, ADJUSTMENT)) return 'adjustment';
  return 'pixels';
}

export function hasEffects(blocks: readonly PsdBlock[]): boolean {
  return has(blocks, EFFECTS);
}

export function hasVectorMask(blocks: readonly PsdBlock[]): boolean {
  return has(blocks, ['vmsk', 'vsms']);
}
