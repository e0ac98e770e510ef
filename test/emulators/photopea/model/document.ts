import { newUid } from './layer';
import type { DocumentState } from './state';

export interface HistoryRow {
  readonly name: string;
  readonly state: DocumentState;
}

/** One open document: a list of states, one of them current. */
export interface OpenDocument {
  readonly uid: number;
  readonly name: string;
  readonly source: string;
  rows: readonly HistoryRow[];
  /** The current row; those behind it are greyed. */
  index: number;
  /** Rows that the history holds; the oldest goes for the one after. */
  mostRows: number;
  saved: boolean;
  /** The last number that a layer of this document was given. History does not take it back. */
  lastId: number;
}

export function openDocument(
  name: string,
  state: DocumentState,
  lastId: number,
  row = 'Open',
): OpenDocument {
  return {
    uid: newUid(),
    name,
    source: `local,1,${name}`,
    rows: [{ name: row, state }],
    index: 0,
    mostRows: Infinity,
    saved: true,
    lastId,
  };
}

/** A number for a layer that is made here or copied from here. */
export function nextId(document: OpenDocument): number {
  document.lastId += 1;
  return document.lastId;
}

export function stateOf(document: OpenDocument): DocumentState {
  const row = document.rows[document.index];
  if (row === undefined) throw new Error(`history row ${document.index} is missing`);
  return row.state;
}

/** An edit: one more row; the greyed ones go. */
export function edit(document: OpenDocument, row: string, state: DocumentState): void {
  const rows = [...document.rows.slice(0, document.index + 1), { name: row, state }];
  document.rows = rows.slice(Math.max(0, rows.length - document.mostRows));
  document.index = document.rows.length - 1;
  document.saved = false;
}

/** A change that leaves no row: what is selected in the layer list. */
export function adjust(document: OpenDocument, state: DocumentState): void {
  document.rows = document.rows.map((row, i) => (i === document.index ? { ...row, state } : row));
}

/** Goes to another row; `keepsGreyed` false: the undone rows are dropped at once. */
export function stepTo(document: OpenDocument, index: number, keepsGreyed = true): void {
  if (index < 0 || index >= document.rows.length) return;
  document.index = index;
  if (!keepsGreyed) document.rows = document.rows.slice(0, index + 1);
}
