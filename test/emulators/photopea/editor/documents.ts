import { openPicture, stateOfRaster } from '../files/open';
import { copyState } from '../files/psd-read';
import { openDocument, stateOf, type OpenDocument } from '../model/document';
import { newLayer, newUid } from '../model/layer';
import { emptyRaster } from '../model/raster';
import type { DocumentState } from '../model/state';
import { Freeze } from '../script/values';
import { activate, type Editor } from './editor';

function addOpened(editor: Editor, document: OpenDocument): OpenDocument {
  editor.documents.push(document);
  activate(editor, document);
  return document;
}

export interface NewDocument {
  readonly width: number;
  readonly height: number;
  readonly resolution: number;
  readonly name: string;
  readonly white: boolean;
}

function blankState(editor: Editor, init: NewDocument): DocumentState {
  const rect = { x: 0, y: 0, width: init.width, height: init.height };
  const sheet = emptyRaster(rect, 8);
  const white = { ...sheet, data: sheet.data.slice().fill(255) };
  const state = stateOfRaster(white, null);
  const background = newLayer(1, 'Background', { raster: init.white ? white : null });
  const none = !editor.rules('PP-5.2-temp-background');
  return {
    ...state,
    resolution: init.resolution,
    layers: none ? [] : [background],
    active: none ? [] : [background.uid],
  };
}

/** null: refused, a dialog is open. */
export function addDocument(editor: Editor, init: NewDocument): OpenDocument | null {
  if (editor.dialog && editor.rules('PP-6-dialog-refuses-add')) return null;
  const made = addOpened(editor, openDocument(init.name, blankState(editor, init), 1, 'New'));
  if (editor.rules('PP-3.2-done-on-create')) editor.send('done');
  return made;
}

/** A file that was sent or opened. false: nothing was opened. Throws `Freeze` on a cut PNG. */
export function openBytes(editor: Editor, bytes: Uint8Array, name: string): boolean {
  if (editor.dialog && editor.rules('PP-6-dialog-refuses-file')) return false;
  const opened = openPicture(bytes);
  if (opened.kind === 'frozen') {
    if (editor.rules('PP-3E-cut-png-freezes')) throw new Freeze('cut PNG');
    return false;
  }
  if (opened.kind === 'refused') {
    editor.notes.push(`Uncaught ${opened.reason}`);
    if (editor.rules('PP-3E-bad-file')) return false;
    editor.send('done');
    return false;
  }
  addOpened(editor, openDocument(name, opened.state, opened.lastId));
  editor.send('done');
  return true;
}

/** A copy of the whole document as the active one; the selection is lost. null: refused. */
export function duplicateDocument(editor: Editor, source: OpenDocument): OpenDocument | null {
  if (editor.dialog && editor.rules('PP-6-dialog-refuses-add')) return null;
  const state = copyState(stateOf(source));
  const kept = editor.rules('PP-5.3-duplicate-document')
    ? state
    : { ...state, profile: null, selection: stateOf(source).selection };
  const made = addOpened(editor, openDocument(`${source.name} copy`, kept, source.lastId));
  if (editor.rules('PP-3.2-done-on-create')) editor.send('done');
  return made;
}

/** Never asks, also for unsaved work. */
export function closeDocument(editor: Editor, document: OpenDocument): void {
  if (!document.saved && !editor.rules('PP-4-close-never-asks')) {
    editor.dialog = true;
    return;
  }
  const place = editor.documents.indexOf(document);
  if (place < 0) return;
  editor.documents.splice(place, 1);
  if (editor.pending?.document === document) editor.pending = null;
  if (editor.active === document) editor.active = editor.documents.at(-1) ?? null;
}

function bytesOfDataUri(uri: string): Uint8Array | null {
  const match = /^data:[^,]*;base64,(.*)$/s.exec(uri);
  if (match === null) return null;
  return Uint8Array.from(atob(match[1] ?? ''), (letter) => letter.charCodeAt(0));
}

/** `app.open`: reads the address once the script has ended. Only `data:` can be reached here. */
export function openLater(editor: Editor, uri: string, asSmartObject: boolean): void {
  const jams = editor.rules('PP-3E-open-jams');
  if (editor.jammed && jams) return;
  const open = (): void => {
    const bytes = bytesOfDataUri(uri);
    if (bytes === null) editor.jammed = true;
    else if (asSmartObject) placeBytes(editor, bytes);
    else openBytes(editor, bytes, 'picture');
  };
  if (editor.rules('PP-3.2-open-done-later')) editor.later.push(open);
  else open();
}

/** A centred smart object in an open Free Transform; no `done` at the end. */
function placeBytes(editor: Editor, bytes: Uint8Array): void {
  const document = editor.active;
  const opened = openPicture(bytes);
  const pixels = opened.kind === 'document' ? opened.state.layers[0]?.raster : null;
  if (document === null || !pixels) return;
  const { size } = stateOf(document);
  const { width, height } = pixels.rect;
  const x = Math.round((size.width - width) / 2);
  const y = Math.round((size.height - height) / 2);
  const rect = { x, y, width, height };
  const transform = [x, y, x + width, y, x + width, y + height, x, y + height];
  const id = crypto.randomUUID();
  const layer = newLayer(newUid(), 'picture', {
    raster: { ...pixels, rect },
    rest: { placedLayer: { id, type: 'raster', transform, width, height } },
  });
  editor.pending = {
    document,
    row: 'Place',
    apply: (state) => ({
      ...state,
      layers: [...state.layers, layer],
      active: [layer.uid],
      linkedFiles: [...state.linkedFiles, { id, name: 'picture.png', data: bytes }],
    }),
  };
  if (!editor.rules('PP-3.2-place-without-done')) editor.send('done');
}
