import { changeLayer, insertEmpty } from '../api/change-layer';
import { newDocumentState } from '../api/new-document';
import { fullRect, selectionOf } from '../api/selection-object';
import { addDocument } from '../history';
import { canvasOf, type OpenDocument } from '../model/document';
import type { LayerMask } from '../model/layer';
import { notModelled, type Descriptor, type Sim } from '../sim';
import type { ModeName } from '../types';
import { MODE_NAMES } from '../api/constants';
import { coverageOn } from '../model/coverage';
import {
  CommandFailure,
  documentIn,
  enumValue,
  firstLayer,
  quantity,
  referencesOf,
  refTo,
  type Command,
} from './reference';

interface Making {
  readonly _class?: string;
  readonly _obj?: string;
  readonly [key: string]: unknown;
}

function maskFor(sim: Sim, document: OpenDocument, using: string | undefined): LayerMask {
  const canvas = canvasOf(document.state);
  const base = { disabled: false, density: 1 };
  const selection = selectionOf(sim, document.state);
  if (using === 'revealAll') return { ...base, ...fullRect(canvas), outside: 255 };
  if (using === 'hideAll') {
    return {
      ...base,
      rect: canvas,
      data: new Uint8Array(canvas.width * canvas.height),
      outside: 0,
    };
  }
  if (using === 'revealSelection' && selection) {
    return { ...base, ...coverageOn(selection, canvas), outside: 0 };
  }
  throw new CommandFailure('The command "Make" is not currently available.');
}

function makeMask(sim: Sim, command: Command): Descriptor {
  const document = documentIn(sim, referencesOf(command._target));
  const layer = firstLayer(sim, document, []);
  if (layer.background || layer.mask !== null) {
    throw new CommandFailure('The command "Make" is not currently available.');
  }
  const mask = maskFor(sim, document, enumValue(command['using']));
  changeLayer(sim, document, layer.id, 'Add Layer Mask', (old) => ({ ...old, mask }));
  return {};
}

function makeDocument(sim: Sim, spec: Making): Descriptor {
  const mode = (spec['mode'] as { _class?: string } | undefined)?._class ?? 'RGBColorMode';
  const name = Object.keys(MODE_NAMES).find((key) => MODE_NAMES[key as ModeName] === mode);
  const depth = quantity(spec['depth'], 8);
  const title = typeof spec['name'] === 'string' ? spec['name'] : 'Untitled';
  const state = newDocumentState(sim, {
    name: title,
    width: quantity(spec['width'], 1),
    height: quantity(spec['height'], 1),
    mode: (name ?? 'rgb') as ModeName,
    depth: depth === 16 || depth === 32 ? depth : 8,
    profile: typeof spec['profile'] === 'string' ? spec['profile'] : null,
  });
  return { documentID: addDocument(sim, title, state).id };
}

/** A layer, a mask of the active layer, or a document. */
export function make(sim: Sim, command: Command): Descriptor {
  const references = referencesOf(command._target);
  const making = command['new'] as Making | undefined;
  if (making?._class === 'channel') return makeMask(sim, command);
  if (making?._obj === 'document') return makeDocument(sim, making);
  if (refTo(references, 'layer')) {
    const document = documentIn(sim, references);
    const using = command['using'] as { readonly name?: string } | undefined;
    const named = using?.name === undefined ? {} : { name: using.name };
    return { layerID: insertEmpty(sim, document, named, 'New Layer').id };
  }
  throw notModelled(sim, 'make of this');
}
