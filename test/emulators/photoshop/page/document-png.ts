import { encode } from 'fast-png';
import { documentSpace } from '../api/profile';
import { convertColors, WORKING } from '../model/color';
import type { DocumentState } from '../model/document';
import { toDepth } from '../model/raster';
import { renderDocument } from '../model/render';

/** How a document looks, as a PNG of 8 bits in sRGB. */
export function documentPng(state: DocumentState): Uint8Array {
  const raster = renderDocument(state);
  const from = documentSpace(state);
  const to = { name: 'RGB', profile: WORKING.RGB } as const;
  const same = from.name === to.name && from.profile === to.profile && state.depth !== 32;
  const { data } = same ? toDepth(raster, 8) : convertColors(raster, from, to, 8);
  return encode({ ...state.size, data: Uint8Array.from(data), channels: 4, depth: 8 });
}
