import { connectEditor } from '../../src/editor/connect-editor';
import { createEditorApi } from '../../src/editor/editor-api';
import type { Editor } from '../../src/editor/editor';
import { serve } from '../../src/rpc/serve';
import { decodeWithJpegJs } from '../support/picture-files';

export interface Connection {
  readonly editor: Editor;
  /** Lets the page's end believe that the worker died. */
  readonly crash: (cause: Error) => void;
  readonly close: () => void;
}

/** The page's end and the worker's end, joined by a channel instead of a worker. */
export function connect(): Connection {
  const { port1, port2 } = new MessageChannel();
  serve(createEditorApi(decodeWithJpegJs), port1);
  const editor = connectEditor(port2);
  return {
    editor,
    crash: ({ message }) => port2.dispatchEvent(Object.assign(new Event('error'), { message })),
    close: () => editor.dispose(),
  };
}
