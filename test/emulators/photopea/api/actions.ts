import { duplicateDocument } from '../editor/documents';
import { duplicateLayer } from '../editor/duplicate';
import type { Editor } from '../editor/editor';
import {
  addLayer,
  addMask,
  deleteLayer,
  deleteMask,
  selectMask,
  type MaskSource,
} from '../editor/layers';
import {
  featherSelection,
  invertSelection,
  selectEverything,
  selectShape,
  setSelection,
} from '../editor/selections';
import { openContent } from '../editor/smart-objects';
import { stateOf, type OpenDocument } from '../model/document';
import { ellipse, rectangle } from '../model/shapes';
import { activeLayer } from '../model/state';
import { ScriptDeath } from '../script/values';
import type { Descriptor, DescriptorValue, ReferencePart } from './descriptors';

/** false: the action is known, this form of it is not. */
type Action = (editor: Editor, document: OpenDocument, given: Descriptor) => boolean;

const MASK_SOURCES: Readonly<Record<string, MaskSource>> = {
  RvlS: 'reveal-selection',
  HdSl: 'hide-selection',
  RvlA: 'reveal-all',
  HdAl: 'hide-all',
};

function partOf(given: Descriptor, key: string): ReferencePart | null {
  const value = given.get(key);
  return value?.is === 'reference' ? (value.value[0] ?? null) : null;
}

function refersTo(part: ReferencePart | null, desired: string, value?: string): boolean {
  return part?.desired === desired && (value === undefined || part.value === value);
}

const make: Action = (editor, document, given) => {
  if (refersTo(partOf(given, 'null'), 'Lyr ')) {
    addLayer(document);
    return true;
  }
  const using = given.get('Usng');
  const isMask =
    given.get('Nw  ')?.value === 'Chnl' && refersTo(partOf(given, 'At  '), 'Chnl', 'Msk ');
  const source = using?.is === 'enumerated' ? MASK_SOURCES[using.value] : undefined;
  if (!isMask || source === undefined) return false;
  addMask(editor, document, source);
  return true;
};

const remove: Action = (_editor, document, given) => {
  const part = partOf(given, 'null');
  if (refersTo(part, 'Chnl', 'Msk ')) return deleteMask(document);
  const layer = activeLayer(stateOf(document));
  if (!refersTo(part, 'Lyr ') || layer === null) return false;
  deleteLayer(document, layer.uid);
  return true;
};

function edge(shape: Descriptor, key: string): number {
  const value = shape.get(key);
  return value?.is === 'unit' && value.unit === '#Pxl' ? value.value : NaN;
}

function selectGiven(document: OpenDocument, to: DescriptorValue): boolean {
  if (to.is === 'reference')
    return refersTo(to.value[0] ?? null, 'Chnl', 'Msk ') && selectMask(document);
  if (to.is === 'enumerated') {
    if (to.value === 'Al  ') selectEverything(document);
    else if (to.value === 'None') setSelection(document, null);
    else return false;
    return true;
  }
  if (to.is !== 'object') return false;
  const [x, y] = [edge(to.value, 'Left'), edge(to.value, 'Top ')];
  const rect = { x, y, width: edge(to.value, 'Rght') - x, height: edge(to.value, 'Btom') - y };
  if (Number.isNaN(rect.width + rect.height)) return false;
  if (to.type === 'Elps') selectShape(document, ellipse(rect));
  else if (to.type === 'Rctn') selectShape(document, rectangle(rect));
  else return false;
  return true;
}

const set: Action = (_editor, document, given) => {
  const to = given.get('T   ');
  const part = partOf(given, 'null');
  const isSelection = part?.form === 'property' && refersTo(part, 'Chnl', 'fsel');
  return isSelection && to !== undefined && selectGiven(document, to);
};

const duplicate: Action = (editor, document, given) => {
  const part = partOf(given, 'null');
  if (refersTo(part, 'Dcmn', 'Frst')) {
    duplicateDocument(editor, document);
    return true;
  }
  const layer = activeLayer(stateOf(document));
  if (!refersTo(part, 'Lyr ') || layer === null) return false;
  duplicateLayer(editor, document, layer, document);
  return true;
};

const ACTIONS: Readonly<Record<string, Action>> = {
  'Mk  ': make,
  'Dlt ': remove,
  setd: set,
  Dplc: duplicate,
  Invs: (_editor, document) => {
    invertSelection(document);
    return true;
  },
  Fthr: (editor, document, given) => {
    featherSelection(editor, document, edge(given, 'Rds '));
    return true;
  },
  placedLayerEditContents: (editor) => openContent(editor),
};

/** `executeAction` on the active document. */
export function executeAction(
  editor: Editor,
  document: OpenDocument,
  name: string,
  given: Descriptor,
): void {
  const action = ACTIONS[name];
  if (action?.(editor, document, given)) return;
  editor.toasts.push(`Unknown action "${name}"`);
  if (editor.rules('PP-3E-unknown-action')) throw new ScriptDeath(`action ${name}`);
}

/** `executeActionGet` of the active layer. */
export function describeLayer(document: OpenDocument): Descriptor {
  const layer = activeLayer(stateOf(document));
  if (layer === null) throw new ScriptDeath('no layer');
  const entries: [string, DescriptorValue][] = [
    ['Nm  ', { is: 'plain', value: layer.name }],
    ['LyrI', { is: 'plain', value: layer.id }],
    ['Vsbl', { is: 'plain', value: layer.visible }],
  ];
  if (layer.mask) entries.push(['UsrM', { is: 'plain', value: !layer.mask.disabled }]);
  return new Map(entries);
}
