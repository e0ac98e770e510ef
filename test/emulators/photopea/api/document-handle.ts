import { closeDocument } from '../editor/documents';
import { exportDocument } from '../editor/export';
import { addLayer } from '../editor/layers';
import { redrawContent } from '../editor/smart-objects';
import { paste } from '../editor/selections';
import { cropState } from '../model/crop';
import { adjust, edit, stateOf, type OpenDocument } from '../model/document';
import { resizeState } from '../model/resize';
import { activeLayer, type DocumentState } from '../model/state';
import {
  hostObject,
  ScriptDeath,
  type Field,
  type HostObject,
  type Members,
} from '../script/values';
import { actedOn, activeDocument, cached, documentOf, uidOf, type Api } from './handles';
import { historyMembers } from './history-object';
import { layerCollections, layerHandle, noLayer } from './layer-object';
import { selectionObject } from './selection-object';

function fields(api: Api, own: () => OpenDocument): Members {
  const field = (read: (document: OpenDocument, state: DocumentState) => unknown): Field => ({
    get: () => read(own(), stateOf(own())),
  });
  const { rules } = api.editor;
  return {
    typename: field(() => 'Document'),
    name: field(({ name }) => (rules('PP-4-name-cut') ? (name.split('.')[0] ?? '') : name)),
    width: field((_, { size }) => size.width),
    height: field((_, { size }) => size.height),
    resolution: field((_, { resolution }) => resolution),
    mode: field((_, { mode }) => (mode === 'cmyk' && rules('PP-6-cmyk') ? 1 : 7)),
    source: field(({ source }) => source),
    saved: field(({ saved }) => saved),
    ...(rules('PP-4-missing-fields') ? {} : { id: field(({ uid }) => uid) }),
  };
}

function activeLayerField(api: Api, own: () => OpenDocument): Field {
  const { rules } = api.editor;
  return {
    get: () => {
      const layer = activeLayer(stateOf(own()), rules('PP-6-several-lowest'));
      if (layer) return layerHandle(api, layer.uid);
      return rules('PP-3E-no-layer') ? noLayer() : null;
    },
    set: (value) => {
      const uid = uidOf(api, value);
      const document = rules('PP-4-active-layer-own') ? own() : activeDocument(api);
      if (uid === null) return;
      const state = { ...stateOf(document), active: [uid] };
      if (rules('PP-4-activate-no-history')) adjust(document, state);
      else edit(document, 'Select Layer', state);
    },
  };
}

function crop(document: OpenDocument, edges: unknown): void {
  if (!Array.isArray(edges)) throw new ScriptDeath('crop without edges');
  const [left = 0, top = 0, right = 0, bottom = 0] = edges.map(Number);
  const area = { x: left, y: top, width: right - left, height: bottom - top };
  edit(document, 'Crop', cropState(stateOf(document), area));
}

function resize(api: Api, document: OpenDocument, width: number, height: number): void {
  const state = stateOf(document);
  const { longestSide } = api.editor;
  const size = { width: Math.min(width, longestSide), height: Math.min(height, longestSide) };
  const done = resizeState(state, size, redrawContent(api.editor, state));
  const stays = api.editor.rules('PP-5.7-selection-stays');
  edit(document, 'Image Size', { ...done, selection: stays ? state.selection : null });
}

/** Rows that the code adds stay; without the rule they become one. */
function suspendHistory(api: Api, document: OpenDocument, name: string, code: string): void {
  const { index } = document;
  api.runCode(code);
  if (api.editor.rules('PP-4-suspend-history') || document.index === index) return;
  const state = stateOf(document);
  document.rows = [...document.rows.slice(0, index + 1), { name, state }];
  document.index = index + 1;
}

function methods(api: Api, own: () => OpenDocument): Members {
  const { editor } = api;
  const acted = (): OpenDocument => actedOn(api, own());
  return {
    close: () => {
      closeDocument(editor, editor.rules('PP-4-close-own') ? own() : activeDocument(api));
    },
    crop: ([edges]) => crop(acted(), edges),
    paste: () => paste(editor, acted()),
    resizeImage: ([width, height]) => resize(api, acted(), Number(width), Number(height)),
    saveToOE: (args) => {
      const whole = !editor.rules('PP-4-first-argument') && args.length > 1;
      exportDocument(editor, stateOf(acted()), whole ? args.join(',') : String(args[0]));
    },
    suspendHistory: ([name, code]) => suspendHistory(api, acted(), String(name), String(code)),
  };
}

export function documentHandle(api: Api, document: OpenDocument): HostObject {
  return cached(api, api.documents, document.uid, () => {
    const own = (): OpenDocument => documentOf(api, document.uid);
    const selection = selectionObject(api, own);
    return hostObject('Document', {
      ...fields(api, own),
      ...methods(api, own),
      ...historyMembers(api, own),
      ...layerCollections(
        api,
        () => stateOf(own()).layers,
        () => layerHandle(api, addLayer(actedOn(api, own())).uid),
      ),
      activeLayer: activeLayerField(api, own),
      selection: { get: () => selection },
    });
  });
}

/** `app.activeDocument` with nothing open: not null, but its fields kill; `saveToOE` does nothing. */
export function noDocument(api: Api): HostObject {
  const saves = (): undefined => {
    if (!api.editor.rules('PP-3E-save-without-document')) throw new ScriptDeath('no document');
    return undefined;
  };
  return hostObject(
    'Document',
    { saveToOE: saves },
    {
      at: (key) => {
        throw new ScriptDeath(`${key} of no document`);
      },
    },
  );
}
