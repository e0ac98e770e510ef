import { connect, type Thread } from '../../rpc/connect';
import { extendRemote } from '../../rpc/remote';
import { moved } from '../../rpc/transfer';
import type { PhotopeaCodec } from './codec';
import type { codecFunctions } from './codec-functions';

/**
 * The codec behind a worker (or any other message port), which `dispose` ends. Files from Photopea
 * are handed over to it, pictures that the caller still needs are copied.
 */
export function workerCodec(thread: Thread): PhotopeaCodec {
  const { remote, close } = connect<typeof codecFunctions>(thread);
  return extendRemote(remote, {
    readStored: (psd, canvasRect, docRect) => remote.readStored(moved(psd), canvasRect, docRect),
    readDrawn: (png, canvasRect, docRect) => remote.readDrawn(moved(png), canvasRect, docRect),
    withAlpha: (image, png, pngRect, docRect) =>
      remote.withAlpha(image, moved(png), pngRect, docRect),
    readAlpha: (png, pngRect, docRect) => remote.readAlpha(moved(png), pngRect, docRect),
    readTraits: (file) => remote.readTraits(moved(file)),
    dispose: () => close(),
  } satisfies Partial<PhotopeaCodec>);
}

/** Starts the worker that reads and writes the files that go to and come from Photopea. */
export function startCodec(): PhotopeaCodec {
  return workerCodec(new Worker(new URL('./codec.worker.ts', import.meta.url), { type: 'module' }));
}
