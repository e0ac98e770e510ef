import { edit, stateOf, type OpenDocument } from '../model/document';
import type { Raster } from '../model/raster';
import type { Look } from '../model/render';
import type { DocumentState } from '../model/state';
import type { Rules } from '../rules';

export type Answer = string | ArrayBuffer;

/** Something the user has begun and not confirmed: Free Transform, typing. */
export interface PendingEdit {
  readonly document: OpenDocument;
  readonly row: string;
  readonly apply: (state: DocumentState) => DocumentState;
}

/** The running program: what is open, and what it shows outside the documents. */
export interface Editor {
  readonly rules: Rules;
  readonly documents: OpenDocument[];
  active: OpenDocument | null;
  /** A modal dialog (Levels, a filter) is open. */
  dialog: boolean;
  /** `resizeImage` makes no side longer, and does not say so. */
  longestSide: number;
  fontsLoaded: boolean;
  pending: PendingEdit | null;
  clipboard: Raster | null;
  /** An `app.open` failed: its "Loading" bar stays and blocks every later one. */
  jammed: boolean;
  readonly toasts: string[];
  /** The browser console. */
  readonly notes: string[];
  /** What happens once the script has ended. */
  readonly later: (() => void)[];
  readonly send: (answer: Answer) => void;
}

export function createEditor(rules: Rules, send: (answer: Answer) => void): Editor {
  return {
    rules,
    documents: [],
    active: null,
    dialog: false,
    longestSide: Infinity,
    fontsLoaded: true,
    pending: null,
    clipboard: null,
    jammed: false,
    toasts: [],
    notes: [],
    later: [],
    send,
  };
}

export function lookOf({ rules, fontsLoaded }: Editor): Look {
  return {
    effects: rules('PP-6-effects-included'),
    fontsLoaded: fontsLoaded || !rules('PP-6-text-font'),
    clips: rules('PP-5.2-clipped-vanishes'),
    adjustmentsEmpty: rules('PP-6-adjustment-empty'),
  };
}

function commitPending(editor: Editor): void {
  const { pending } = editor;
  editor.pending = null;
  if (pending === null || !editor.rules('PP-6-transform-commits')) return;
  edit(pending.document, pending.row, pending.apply(stateOf(pending.document)));
}

/** Brings a document to the front; what was pending in another one is confirmed by that. */
export function activate(editor: Editor, document: OpenDocument): void {
  if (editor.active === document) return;
  commitPending(editor);
  if (!editor.rules('PP-4-activate-no-history')) {
    edit(document, 'Select Document', stateOf(document));
  }
  editor.active = document;
}
