import { activeDocument, documentById } from '../api/lookup';
import { findLayer, walk, type Layer } from '../model/layer';
import type { OpenDocument } from '../model/document';
import { notModelled, type Sim } from '../sim';

/** A command that Photoshop answers with an error. */
export class CommandFailure extends Error {
  constructor(
    message: string,
    readonly result = -25920,
  ) {
    super(message);
  }
}

export interface Reference {
  readonly _ref?: string;
  readonly _id?: number;
  readonly _name?: string;
  readonly _index?: number;
  readonly _enum?: string;
  readonly _value?: string;
  readonly _property?: string;
}

export interface Command {
  readonly _obj: string;
  readonly _target?: Reference | readonly Reference[];
  readonly [key: string]: unknown;
}

export function referencesOf(target: unknown): readonly Reference[] {
  if (Array.isArray(target)) return target as readonly Reference[];
  return target === undefined ? [] : [target as Reference];
}

export function refTo(references: readonly Reference[], kind: string): Reference | undefined {
  return references.find(({ _ref }) => _ref === kind);
}

export function propertyOf(references: readonly Reference[]): string | undefined {
  return references.find(({ _property }) => _property !== undefined)?._property;
}

/** The document that a reference means; by default the active one. */
export function documentIn(sim: Sim, references: readonly Reference[]): OpenDocument {
  const reference = refTo(references, 'document');
  const document =
    reference?._id === undefined ? activeDocument(sim) : documentById(sim, reference._id);
  if (document === null) {
    throw new CommandFailure('The object "document" is not currently available.');
  }
  return document;
}

/** The layers that a reference means; the active ones where it says so. */
export function layersIn(
  sim: Sim,
  document: OpenDocument,
  references: readonly Reference[],
): readonly Layer[] {
  const chosen = references.filter(({ _ref }) => _ref === 'layer');
  if (chosen.length === 0 || chosen.some(({ _enum }) => _enum === 'ordinal')) {
    const active = [...walk(document.state.layers)].filter(({ id }) =>
      document.state.active.includes(id),
    );
    if (active.length === 0) throw new CommandFailure('no layer is active');
    return active;
  }
  return chosen.map((reference) => {
    const all = [...walk(document.state.layers)];
    const found =
      reference._id === undefined
        ? all.find(({ name }) => name === reference._name)
        : findLayer(document.state.layers, reference._id);
    if (reference._id === undefined && reference._name === undefined) {
      throw notModelled(sim, 'a layer reference without id or name');
    }
    if (!found) throw new CommandFailure('The object "layer" is not currently available.');
    return found;
  });
}

export function firstLayer(
  sim: Sim,
  document: OpenDocument,
  references: readonly Reference[],
): Layer {
  const [layer] = layersIn(sim, document, references);
  if (layer === undefined) throw new CommandFailure('no layer is meant');
  return layer;
}

interface Quantity {
  readonly _value?: number;
}

/** `12`, `{_unit, _value: 12}`; `missing` where there is nothing. */
export function quantity(value: unknown, missing: number): number {
  if (typeof value === 'number') return value;
  return (value as Quantity | undefined)?._value ?? missing;
}

interface EnumValue {
  readonly _value?: string;
}

export function enumValue(value: unknown): string | undefined {
  return typeof value === 'string' ? value : (value as EnumValue | undefined)?._value;
}
