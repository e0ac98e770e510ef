import { writePsdUint8Array, type Layer, type Psd } from 'ag-psd';
import type { Image, Image8 } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import type { DocRect } from '../../../src/core/geometry';
import type { LayerResult } from '../../../src/core/document';
import { createOperations } from '../../../src/editor/operations';
import type { LayerItem, EditorState } from '../../../src/editor/editor-state';
import type { EditorOperations } from '../../../src/editor/editor';
import { buffer, decodeWithJpegJs } from '../../support/picture-files';
import { noiseImage } from '../../support/pictures';

export const signal = new AbortController().signal;

export interface OpenEditor {
  readonly editor: EditorOperations;
  readonly state: () => EditorState;
  readonly states: EditorState[];
}

export async function openInEditor(bytes: Uint8Array, name = 'photo.png'): Promise<OpenEditor> {
  const states: EditorState[] = [];
  const editor = createOperations(decodeWithJpegJs, (state) => states.push(state));
  await editor.open(buffer(bytes), name, signal);
  return { editor, states, state: () => states.at(-1)! };
}

/** All layers, topmost first, a group before its members. */
export function items(state: EditorState): LayerItem[] {
  const all = (list: readonly LayerItem[]): LayerItem[] =>
    list.flatMap((item) => [item, ...all(item.children ?? [])]);
  return all(state.layers);
}

export function itemNamed(state: EditorState, name: string): LayerItem {
  const item = items(state).find((candidate) => candidate.name === name);
  if (item === undefined) throw new Error(`no layer ${name}`);
  return item;
}

/** A soft disc in the middle of a mask. */
export function discMask({ width, height }: DocRect): Mask {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const far = Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2);
      data[y * width + x] = Math.max(0, Math.min(255, (Math.min(width, height) / 2 - far) * 60));
    }
  }
  return { width, height, data };
}

export function inPlace(
  state: EditorState,
  above: string,
  rect: DocRect,
  depth: 8 | 16 = 8,
): LayerResult {
  const image = noiseImage(rect.width, rect.height, 99, depth === 8 ? 255 : 65535, depth);
  return {
    mode: 'in-place',
    above: { documentId: state.document!.id, layerId: itemNamed(state, above).id },
    name: 'fast 2x',
    rect,
    image,
    mask: discMask(rect),
  };
}

/** What ag-psd takes as pixels. */
export function agPixels(
  width: number,
  height: number,
  seed: number,
  alpha: number | null = 255,
): Omit<Image8, 'depth'> {
  const { data } = noiseImage(width, height, seed, alpha) as Image8;
  return { width, height, data };
}

/** Same picture everywhere but where the mask is above 0. */
export function changedOutside(before: Image, after: Image, rect: DocRect, mask: Mask): number {
  let count = 0;
  for (let y = 0; y < before.height; y++) {
    for (let x = 0; x < before.width; x++) {
      const mx = x - rect.x;
      const my = y - rect.y;
      const inside = mx >= 0 && my >= 0 && mx < rect.width && my < rect.height;
      if (inside && mask.data[my * rect.width + mx]! > 0) continue;
      for (let c = 0; c < 4; c++) {
        const at = (y * before.width + x) * 4 + c;
        if (before.data[at] !== after.data[at]) count++;
      }
    }
  }
  return count;
}

export const LAYERED_SIZE = { width: 64, height: 48 };

/**
 * Background, a multiplied layer, a pass-through group with a masked half-transparent member and one
 * clipped to it, text with pixels; the composite is noise, so that whoever shows it gives itself away.
 */
export function layeredPsd(
  options: { adjustment?: boolean; composite?: boolean } = {},
): Uint8Array {
  const mask = agPixels(20, 20, 6);
  const children: Layer[] = [
    { name: 'Background', imageData: agPixels(64, 48, 1), transparencyProtected: true },
    {
      name: 'multiplied',
      left: 5,
      top: 6,
      blendMode: 'multiply',
      opacity: 0.6,
      imageData: agPixels(30, 20, 2, null),
    },
    {
      name: 'group',
      blendMode: 'pass through',
      children: [
        {
          name: 'member',
          left: 20,
          top: 10,
          opacity: 0.5,
          imageData: agPixels(30, 30, 3, null),
          mask: { left: 25, top: 15, imageData: mask, defaultColor: 255 },
        },
        {
          name: 'clipped',
          left: 22,
          top: 12,
          clipping: true,
          blendMode: 'screen',
          imageData: agPixels(20, 20, 4),
        },
      ],
    },
    {
      name: 'hidden',
      hidden: true,
      left: 1,
      top: 1,
      imageData: agPixels(8, 8, 5),
      protected: { composite: true },
    },
  ];
  if (options.adjustment === true)
    children.push({ name: 'invert', adjustment: { type: 'invert' } });
  const psd: Psd = { ...LAYERED_SIZE, children };
  if (options.composite === true) psd.imageData = agPixels(64, 48, 7);
  return writePsdUint8Array(psd);
}
