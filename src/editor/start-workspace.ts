import { createWorkspace } from './connect-editor';
import type { Workspace } from './editor';

/** Starts the worker that holds the document. */
export function startWorkspace(): Workspace {
  return createWorkspace(
    new Worker(new URL('./editor.worker.ts', import.meta.url), { name: 'document' }),
  );
}
