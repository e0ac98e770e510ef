import { documentGone, layerGone } from '../core/document-errors';
import { createTurns, type Turns } from '../core/turns';
import { createDescriber } from './describe-state';
import type { EditorDocument } from './document/editor-document';
import type { Layer } from './document/layer';
import { findLayer } from './document/tree';
import type { EditorState } from './editor-state';
import type { DocumentCommand } from './history/document-commands';
import type { History, Moment } from './history/history';

/** The one open document and its history. */
export interface HeldDocument {
  /** Null: nothing is open. */
  history(): History | null;
  /** Puts another history in its place. */
  show(next: History | null): void;
  /** `document` lies in a file as it is; null: no document does. */
  saved(document: EditorDocument | null): void;
  /** Changes happen one after the other. */
  readonly turns: Turns;
  /** @throws DocumentError `document-gone`, and what `command` throws */
  run(command: DocumentCommand): Promise<void>;
  /** @throws DocumentError `document-gone` */
  moment(): Moment;
  /** @throws DocumentError `document-gone` where that document is not the open one */
  documentOf(id: string): EditorDocument;
  pixelsRevision(): number;
}

/** Holds no document at first; `onState` hears of each change before it settles. */
export function holdDocument(onState: (state: EditorState) => void): HeldDocument {
  const describe = createDescriber();
  const turns = createTurns();
  let history: History | null = null;
  let saved: EditorDocument | null = null;
  let state = describe(null, null);

  const show = (next: History | null): void => {
    history = next;
    state = describe(history, saved);
    onState(state);
  };
  const open = (): History => {
    if (history === null) throw documentGone();
    return history;
  };
  return {
    history: () => history,
    show,
    saved: (document) => (saved = document),
    turns,
    run: (command) =>
      turns.take(() => {
        const before = open();
        const next = command(before);
        if (next !== before) show(next);
        return Promise.resolve();
      }),
    moment: () => open().present,
    documentOf(id) {
      const { document } = open().present;
      if (document.id !== id) throw documentGone();
      return document;
    },
    pixelsRevision: () => state.document?.pixelsRevision ?? 0,
  };
}

/**
 * Makes another layer the active one; no step of its own.
 * @throws DocumentError `layer-gone`
 */
export function layerOf(document: EditorDocument, id: string): Layer {
  const layer = findLayer(document.layers, id);
  if (layer === null) throw layerGone();
  return layer;
}
