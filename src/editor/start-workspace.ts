import { createWorkspace } from './client';
import type { Workspace } from './workspace';

/** Starts the worker that holds the document. */
export function startWorkspace(): Workspace {
  return createWorkspace(
    new Worker(new URL('./editor.worker.ts', import.meta.url), { name: 'document' }),
  );
}
