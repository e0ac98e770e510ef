import { connectPictures } from '../pictures/client';

/** The worker that encodes, shrinks and stores pictures. */
export function startPictures(): ReturnType<typeof connectPictures> {
  const worker = new Worker(new URL('../pictures/worker.ts', import.meta.url), {
    name: 'pictures',
  });
  return connectPictures(worker);
}
