import type { Sim } from '../sim';
import { strict } from '../strict';
import { createImageDataFromBuffer, type CreateOptions } from './create';
import { encodeImageData } from './encode';
import { getPixels, type GetPixelsOptions } from './get-pixels';
import { getLayerMask, getSelection, putLayerMask, putSelection } from './masks';
import { putPixels, type PutOptions } from './put-pixels';
import type { Samples } from '../model/raster';

type Options<F extends (sim: Sim, options: never) => unknown> = Parameters<F>[1];

/** What the call makes of a missing argument. */
async function rejecting<T>(work: () => Promise<T>): Promise<T> {
  return await work();
}

/** `require('photoshop').imaging` */
export function imagingModule(sim: Sim): object {
  return strict(sim, 'imaging', {
    getPixels: (options: GetPixelsOptions) => rejecting(() => getPixels(sim, options)),
    putPixels: (options: PutOptions) => rejecting(() => putPixels(sim, options)),
    getLayerMask: (options: Options<typeof getLayerMask>) =>
      rejecting(() => getLayerMask(sim, options)),
    putLayerMask: (options: Options<typeof putLayerMask>) =>
      rejecting(() => putLayerMask(sim, options)),
    getSelection: (options: Options<typeof getSelection>) =>
      rejecting(() => getSelection(sim, options)),
    putSelection: (options: Options<typeof putSelection>) =>
      rejecting(() => putSelection(sim, options)),
    createImageDataFromBuffer: (array: Samples, options: CreateOptions) =>
      rejecting(() => createImageDataFromBuffer(sim, array, options)),
    encodeImageData: (options: Options<typeof encodeImageData>) =>
      rejecting(() => encodeImageData(sim, options)),
  });
}
