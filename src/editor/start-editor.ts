import { connectEditor } from './connect-editor';
import type { Editor } from './editor';

/** Starts the worker that holds the document. */
export function startEditor(): Editor {
  return connectEditor(
    new Worker(new URL('./editor.worker.ts', import.meta.url), { name: 'document' }),
  );
}
