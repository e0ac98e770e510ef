import { decode } from 'jpeg-js';
import type { Size } from '../../src/core/geometry';
import type { DecodeImage } from '../../src/editor/open/decode-image';
import { BACKGROUND } from '../../src/editor/open/flat-document';
import { readPicture } from '../../src/editor/open/read-picture';
import { fileType } from '../../src/editor/open/signature';
import { feather } from '../../src/editor/select/feather';
import { rasterize } from '../../src/editor/select/rasterize';
import { selectionOn } from '../../src/editor/select/selection';
import type { SelectionShape } from '../../src/editor/select/selection-shape';
import { writeFlatPsd } from '../../src/psd/write-flat-psd';
import type { Drawn } from '../../test/emulators/photoshop/types';
import type { DemoSelection } from './options';
import { UsageError } from './values';

const MEMORY_MB = 4096;

/** JPEG, where there is no browser to do it. */
const decodeHere: DecodeImage = ({ bytes, type }) => {
  if (type !== 'image/jpeg') throw new UsageError('--host photoshop opens PSD, PNG and JPEG');
  const { width, height, data } = decode(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    maxMemoryUsageInMB: MEMORY_MB,
  });
  const image = { width, height, depth: 8, data: new Uint8ClampedArray(data) } as const;
  return Promise.resolve({ image, exactAlpha: true });
};

/** A PSD stays what it is; pictures become a PSD of one Background, as opening them in Photoshop does. */
export async function asPsd(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const type = fileType(bytes);
  if (type === 'psd') return bytes;
  if (type === null || type === 'webp') {
    throw new UsageError(`--in ${name}: --host photoshop opens PSD, PNG and JPEG`);
  }
  const { image, iccProfile } = await readPicture(bytes, type, name, decodeHere);
  return writeFlatPsd(image, { name: BACKGROUND, iccProfile });
}

/** A selection of the command line on a canvas, feathered; null: nothing of it is on the canvas. */
export function drawnSelection(
  selection: DemoSelection,
  softness: number,
  canvas: Size,
): Drawn | null {
  const hard = rasterize(shapeOf(selection, canvas), canvas);
  if (hard === null) return null;
  const soft = softness > 0 ? feather(hard, softness, canvas) : hard;
  return soft && { rect: soft.bounds, data: selectionOn(soft, soft.bounds).data };
}

function shapeOf(selection: DemoSelection, canvas: Size): SelectionShape {
  switch (selection.kind) {
    case 'all':
      return { kind: 'rectangle', rect: { x: 0, y: 0, ...canvas } };
    case 'lasso':
      return { kind: 'lasso', points: selection.points.map(([x, y]) => ({ x, y })) };
    case 'rect':
    case 'ellipse': {
      const { x, y, width, height } = selection;
      const kind = selection.kind === 'rect' ? 'rectangle' : 'ellipse';
      return { kind, rect: { x, y, width, height } };
    }
  }
}
