import type { Rect } from '../../../../src/core/geometry';
import { boundsOf } from '../api/bounds';
import { MODE_NAMES } from '../api/constants';
import { extentOf } from '../api/layer-bounds';
import { profileName } from '../api/profile';
import { selectionOf } from '../api/selection-object';
import { coverageExtent } from '../model/coverage';
import { walk, type Layer } from '../model/layer';
import type { OpenDocument } from '../model/document';
import { notModelled, type Descriptor, type Sim } from '../sim';
import { documentIn, firstLayer, propertyOf, referencesOf, refTo, type Command } from './reference';

/** Numbers of `layerKind` in descriptors. */
const KIND_NUMBERS: Readonly<Record<string, number>> = {
  pixel: 1,
  text: 3,
  smartObject: 5,
  group: 7,
  gradientFill: 9,
  pattern: 10,
  solidColor: 11,
};
const ADJUSTMENT_NUMBER = 2;

const pixels = (value: number): object => ({ _unit: 'pixelsUnit', _value: value });

function rectangle(rect: Rect): object {
  const { left, top, right, bottom } = boundsOf(rect);
  return {
    _obj: 'rectangle',
    left: pixels(left),
    top: pixels(top),
    right: pixels(right),
    bottom: pixels(bottom),
  };
}

/** Whether a mask is on is told only where there is one. */
function masksOf(sim: Sim, { mask, vectorMask }: Layer): Descriptor {
  if (!sim.rules('B10')) return {};
  return {
    hasUserMask: mask !== null,
    hasVectorMask: vectorMask !== null,
    ...(mask && { userMaskEnabled: !mask.disabled }),
    ...(vectorMask && { vectorMaskEnabled: !vectorMask.disabled }),
  };
}

function layerDescriptor(sim: Sim, document: OpenDocument, layer: Layer): Descriptor {
  const order = [...walk(document.state.layers)];
  return {
    layerID: layer.id,
    name: layer.name,
    visible: layer.visible,
    opacity: layer.opacity,
    mode: { _enum: 'blendMode', _value: layer.blend },
    layerKind: KIND_NUMBERS[layer.kind] ?? ADJUSTMENT_NUMBER,
    background: layer.background,
    ...masksOf(sim, layer),
    group: layer.clipped,
    itemIndex: order.indexOf(layer) + (document.state.layers[0]?.background === true ? 0 : 1),
    bounds: rectangle(extentOf(layer)),
    boundsNoEffects: rectangle(extentOf(layer)),
    layerLocking: {
      _obj: 'layerLocking',
      protectAll: layer.locks.all,
      protectComposite: layer.locks.pixels,
      protectPosition: layer.locks.position,
      protectTransparency: layer.locks.transparency,
    },
  };
}

function documentDescriptor(sim: Sim, document: OpenDocument): Descriptor {
  const { state } = document;
  const selection = selectionOf(sim, state);
  return {
    documentID: document.id,
    title: document.name,
    width: pixels(state.size.width),
    height: pixels(state.size.height),
    resolution: { _unit: 'densityUnit', _value: state.resolution },
    mode: { _enum: 'colorSpace', _value: MODE_NAMES[state.mode] },
    depth: state.depth,
    profile: profileName(sim, state),
    quickMask: state.quickMask,
    hasBackgroundLayer: state.layers[0]?.background === true,
    numberOfLayers: [...walk(state.layers)].length,
    targetLayersIDs: state.active.map((id) => ({ _ref: 'layer', _id: id })),
    ...(selection && { selection: rectangle(coverageExtent(selection) ?? selection.rect) }),
  };
}

/** Answers `get`: all properties, or the one that was asked for. */
export function get(sim: Sim, command: Command): Descriptor {
  const references = referencesOf(command._target);
  const property = propertyOf(references);
  const whole = wholeOf(sim, references);
  if (property === undefined) return whole;
  if (property in whole) return { [property]: whole[property] };
  if (property === 'selection') return {};
  throw notModelled(sim, `get: property "${property}"`);
}

function wholeOf(sim: Sim, references: ReturnType<typeof referencesOf>): Descriptor {
  if (refTo(references, 'layer')) {
    const document = documentIn(sim, references);
    return layerDescriptor(sim, document, firstLayer(sim, document, references));
  }
  if (refTo(references, 'document')) return documentDescriptor(sim, documentIn(sim, references));
  if (refTo(references, 'application')) {
    return { hostName: 'Adobe Photoshop', hostVersion: { _obj: 'version', version: sim.version } };
  }
  throw notModelled(sim, 'get of this reference');
}
