import { releaseProxy, transfer, wrap, type Endpoint } from 'comlink';
import { unpackError } from '../../core/errors';
import type { PhotopeaCodec } from './codec';
import type { codecEndpoint, Packed } from './codec-endpoint';

/**
 * The codec behind a worker (or any other message port). Files from Photopea are handed over to it,
 * pictures that the caller still needs are copied.
 *
 * @param stop ends the worker.
 */
export function workerCodec(endpoint: Endpoint, stop: () => void): PhotopeaCodec {
  const remote = wrap<typeof codecEndpoint>(endpoint);
  return {
    blankPsd: async (size, name, profile) => open(await remote.blankPsd(size, name, profile)),
    layerPsd: async (layer) => open(await remote.layerPsd(layer)),
    readStored: async (psd, canvasRect, docRect) =>
      open(await remote.readStored(transfer(psd, [psd]), canvasRect, docRect)),
    readDrawn: async (png, canvasRect, docRect) =>
      open(await remote.readDrawn(transfer(png, [png]), canvasRect, docRect)),
    withAlpha: async (image, png, pngRect, docRect) =>
      open(await remote.withAlpha(image, transfer(png, [png]), pngRect, docRect)),
    readAlpha: async (png, pngRect, docRect) =>
      open(await remote.readAlpha(transfer(png, [png]), pngRect, docRect)),
    readTraits: async (file) => open(await remote.readTraits(transfer(file, [file]))),
    dispose() {
      remote[releaseProxy]();
      stop();
    },
  };
}

function open<T>(packed: Packed<T>): T {
  if ('error' in packed) throw unpackError(packed.error);
  return packed.value;
}
