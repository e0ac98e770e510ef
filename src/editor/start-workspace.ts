import { createWorkspace } from './client';
import type { Workspace } from './workspace';

/** Starts the worker that holds the document. */
export function startWorkspace(): Workspace {
  const worker = new Worker(new URL('./editor.worker.ts', import.meta.url), {
    name: 'document',
  });
  return createWorkspace({
    port: worker,
    terminate: () => worker.terminate(),
    onCrash: (listener) => worker.addEventListener('error', listener),
  });
}
