import type { Editor } from '../editor/editor';
import { stateOf, type OpenDocument } from '../model/document';
import { findLayer, type Layer } from '../model/layer';
import { HostObject, ScriptDeath } from '../script/values';

/** What the script objects share: one object a document or layer, so that `==` compares them. */
export interface Api {
  readonly editor: Editor;
  readonly documents: Map<number, HostObject>;
  readonly layers: Map<number, HostObject>;
  readonly uids: WeakMap<HostObject, number>;
  /** Runs script text inside the running script. */
  readonly runCode: (text: string) => void;
}

export function createApi(editor: Editor, runCode: (text: string) => void): Api {
  return { editor, documents: new Map(), layers: new Map(), uids: new WeakMap(), runCode };
}

export function cached(
  api: Api,
  cache: Map<number, HostObject>,
  uid: number,
  make: () => HostObject,
): HostObject {
  const known = cache.get(uid) ?? make();
  cache.set(uid, known);
  api.uids.set(known, uid);
  return known;
}

export function uidOf(api: Api, value: unknown): number | null {
  return value instanceof HostObject ? (api.uids.get(value) ?? null) : null;
}

export function documentOf(api: Api, uid: number | null): OpenDocument {
  const found = api.editor.documents.find((document) => document.uid === uid);
  if (found === undefined) throw new ScriptDeath('no document');
  return found;
}

export function activeDocument(api: Api): OpenDocument {
  const { active } = api.editor;
  if (active === null) throw new ScriptDeath('no document');
  return active;
}

/** The document that a method called on `own` acts on. */
export function actedOn(api: Api, own: OpenDocument): OpenDocument {
  return api.editor.rules('PP-4-acts-on-active') ? activeDocument(api) : own;
}

export interface Owned {
  readonly document: OpenDocument;
  readonly layer: Layer;
}

/** The layer and the document whose current state holds it; dead when it is in none. */
export function ownedLayer(api: Api, uid: number): Owned {
  for (const document of api.editor.documents) {
    const layer = findLayer(stateOf(document).layers, uid);
    if (layer) return { document, layer };
  }
  throw new ScriptDeath('the layer is gone');
}
