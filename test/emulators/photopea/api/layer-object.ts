import { duplicateLayer } from '../editor/duplicate';
import { deleteLayer, editLayer, translateLayer } from '../editor/layers';
import { visibleSelection } from '../editor/selections';
import { adjust, stateOf, type OpenDocument } from '../model/document';
import {
  byteOf,
  itemIndexOf,
  layerBounds,
  parentOf,
  percentOf,
  replaceLayer,
  type Layer,
  type Layers,
} from '../model/layer';
import { activeLayer } from '../model/state';
import {
  hostObject,
  ScriptDeath,
  type Field,
  type HostObject,
  type Members,
} from '../script/values';
import { collection } from './collection';
import {
  actedOn,
  activeDocument,
  cached,
  documentOf,
  ownedLayer,
  uidOf,
  type Api,
  type Owned,
} from './handles';
import { kindOf } from './layer-kinds';
import { unitBounds } from './units';

/** The collections of a document or group: the topmost layer is first. */
export function layerCollections(api: Api, layers: () => Layers, add?: Members['add']): Members {
  const pick = (wanted: (layer: Layer) => boolean, more: Members = {}): Field => {
    const silent = !api.editor.rules('PP-3E-no-such-layer');
    const items = (): { name: string; handle: () => HostObject }[] =>
      layers()
        .filter(wanted)
        .reverse()
        .map(({ name, uid }) => ({ name, handle: () => layerHandle(api, uid) }));
    const made = collection('Layers', items, more, silent);
    return { get: () => made };
  };
  return {
    layers: pick(() => true),
    artLayers: pick((layer) => !layer.children, add ? { add } : {}),
    layerSets: pick((layer) => layer.children !== null),
  };
}

function readFields(api: Api, own: () => Owned): Members {
  const field = (read: (owned: Owned) => unknown): Field => ({ get: () => read(own()) });
  const { rules } = api.editor;
  /** `selected`, `itemIndex` and `bounds` ask the active document, not the layer's own. */
  const asked = (owned: Owned): OpenDocument =>
    rules('PP-4-read-against-active') ? activeDocument(api) : owned.document;
  return {
    id: field(({ layer }) => layer.id),
    typename: field(({ layer }) => (layer.children ? 'LayerSet' : 'ArtLayer')),
    kind: field(({ layer }) => (rules('PP-4-kinds') ? kindOf(layer) : 'LayerKind.NORMAL')),
    isBackgroundLayer: field(({ layer }) => layer.background),
    selected: field((owned) => stateOf(asked(owned)).active.includes(owned.layer.uid)),
    itemIndex: field((owned) => itemIndexOf(stateOf(asked(owned)).layers, owned.layer.uid)),
    bounds: field((owned) => {
      const selection = visibleSelection(api.editor, stateOf(asked(owned)));
      const shadow = rules('PP-4-selection-shadows-bounds') ? selection : null;
      return unitBounds(rules, shadow ?? layerBounds(owned.layer));
    }),
    parent: field(({ document, layer }) => {
      const group = parentOf(stateOf(document).layers, layer.uid);
      return group ? layerHandle(api, group.uid) : api.documents.get(document.uid);
    }),
  };
}

function writtenFields(api: Api, own: () => Owned): Members {
  const field = <K extends keyof Layer>(
    key: K,
    row: string,
    parse: (value: unknown) => Layer[K],
  ): Field => ({
    get: () => own().layer[key],
    set: (value) => {
      const { document, layer } = own();
      const parsed = parse(value);
      if (layer[key] === parsed) return;
      editLayer(document, layer.uid, row, (l) => ({ ...l, [key]: parsed }));
    },
  });
  const share = (key: 'opacity' | 'fillOpacity', row: string): Field => ({
    ...field(key, row, (value) => percentOf(byteOf(Number(value)))),
    get: () => Math.round(own().layer[key]),
  });
  const name = field('name', 'Rename Layer', String);
  const withoutRow = (value: unknown): void => {
    const { document, layer } = own();
    const state = stateOf(document);
    const layers = replaceLayer(state.layers, layer.uid, (l) => ({ ...l, name: String(value) }));
    adjust(document, { ...state, layers });
  };
  // A group keeps its mode whatever a script writes, and says nothing.
  const blend = field('blend', 'Blend Mode', String);
  return {
    name: api.editor.rules('PP-5.5-rename-row') ? name : { get: name.get, set: withoutRow },
    visible: field('visible', 'Layer Visibility', Boolean),
    opacity: share('opacity', 'Opacity'),
    fillOpacity: share('fillOpacity', 'Fill Opacity'),
    blendMode: own().layer.children ? { ...blend, set: () => undefined } : blend,
    grouped: field('clipped', 'Clipping Mask', Boolean),
    allLocked: field('locked', 'Lock', Boolean),
  };
}

/** What a method called on `own` acts on: its layer when that is in the active document, else the active layer. */
function actedLayer(api: Api, own: Owned): Owned | null {
  const document = actedOn(api, own.document);
  if (document === own.document) return own;
  const layer = activeLayer(stateOf(document));
  return layer && { document, layer };
}

function methods(api: Api, own: () => Owned): Members {
  const { editor } = api;
  return {
    duplicate: ([to]) => {
      const source = actedLayer(api, own());
      if (source === null) return undefined;
      const target = to === undefined ? source.document : documentOf(api, uidOf(api, to));
      const copy = duplicateLayer(editor, source.document, source.layer, target);
      return layerHandle(api, editor.rules('PP-5.5-returns-source') ? source.layer.uid : copy.uid);
    },
    remove: () => {
      const acted = actedLayer(api, own());
      if (acted) deleteLayer(acted.document, acted.layer.uid);
    },
    translate: ([dx, dy]) => {
      const acted = actedLayer(api, own());
      if (acted) translateLayer(acted.document, acted.layer.uid, Number(dx), Number(dy));
    },
  };
}

export function layerHandle(api: Api, uid: number): HostObject {
  return cached(api, api.layers, uid, () => {
    const own = (): Owned => ownedLayer(api, uid);
    const { layer } = own();
    return hostObject(layer.children ? 'LayerSet' : 'ArtLayer', {
      ...readFields(api, own),
      ...writtenFields(api, own),
      ...methods(api, own),
      ...(layer.children && layerCollections(api, () => own().layer.children ?? [])),
    });
  });
}

/** `activeLayer` with no layer selected: not null, but every field of it kills the script. */
export function noLayer(): HostObject {
  return hostObject(
    'ArtLayer',
    {},
    {
      at: (key) => {
        throw new ScriptDeath(`${key} of no layer`);
      },
    },
  );
}
