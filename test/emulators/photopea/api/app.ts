import { addDocument, openLater } from '../editor/documents';
import { activate } from '../editor/editor';
import { objectTag } from '../script/globals';
import { hostObject, NativeFunction, type HostObject, type NativeCall } from '../script/values';
import { describeLayer, executeAction } from './actions';
import { collection } from './collection';
import { DESCRIPTOR_CLASSES, descriptorObject, descriptorOf } from './descriptors';
import { documentHandle, noDocument } from './document-handle';
import { ENUMERATIONS } from './enumerations';
import { activeDocument, documentOf, uidOf, type Api } from './handles';
import { solidColorClass } from './units';

function activeHandle(api: Api): HostObject | null {
  const { active, rules } = api.editor;
  if (active) return documentHandle(api, active);
  return rules('PP-3E-no-document') ? noDocument(api) : null;
}

function documents(api: Api): HostObject {
  const add: NativeCall = ([width, height, resolution, name, , fill]) => {
    const made = addDocument(api.editor, {
      width: Number(width),
      height: Number(height),
      resolution: Number(resolution ?? 72),
      name: typeof name === 'string' ? name : 'New Project',
      white: fill === 'white',
    });
    return made ? documentHandle(api, made) : activeHandle(api);
  };
  const items = (): { name: string; handle: () => HostObject }[] =>
    api.editor.documents.map((document) => ({
      name: document.name,
      handle: () => documentHandle(api, document),
    }));
  return collection('Documents', items, { add });
}

function appObject(api: Api): HostObject {
  const { editor } = api;
  const open = documents(api);
  return hostObject('Application', {
    documents: { get: () => open },
    activeDocument: {
      get: () => activeHandle(api),
      set: (value) => activate(editor, documentOf(api, uidOf(api, value))),
    },
    echoToOE: ([value]) => {
      const text = typeof value === 'string' || !editor.rules('PP-4-echo-string');
      editor.send(text ? String(value) : objectTag(value));
    },
    open: ([uri, , asSmartObject]) => openLater(editor, String(uri), asSmartObject === true),
  });
}

const CHAR_IDS: Readonly<Record<string, string>> = {
  layer: 'Lyr ',
  document: 'Dcmn',
  channel: 'Chnl',
  mask: 'Msk ',
  userMaskEnabled: 'UsrM',
  make: 'Mk  ',
  delete: 'Dlt ',
  set: 'setd',
  duplicate: 'Dplc',
  inverse: 'Invs',
  feather: 'Fthr',
};

/** Everything a script finds beside the language itself. */
export function editorGlobals(api: Api): ReadonlyMap<string, unknown> {
  const { editor } = api;
  const functions: Readonly<Record<string, NativeCall>> = {
    charIDToTypeID: ([id]) => String(id),
    stringIDToTypeID: ([id]) => CHAR_IDS[String(id)] ?? String(id),
    executeAction: ([name, given]) =>
      executeAction(editor, activeDocument(api), String(name), descriptorOf(given)),
    executeActionGet: () => descriptorObject(describeLayer(activeDocument(api))),
    alert: ([text]) => {
      if (editor.rules('PP-3E-alert-toast')) editor.toasts.push(String(text));
      else editor.dialog = true;
    },
  };
  return new Map<string, unknown>([
    ...ENUMERATIONS,
    ['app', appObject(api)],
    ['SolidColor', solidColorClass()],
    ...DESCRIPTOR_CLASSES.map((c) => [c.name, c] as const),
    ...Object.entries(functions).map(
      ([name, call]) => [name, new NativeFunction(name, call)] as const,
    ),
  ]);
}
