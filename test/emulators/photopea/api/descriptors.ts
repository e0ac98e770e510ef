import { hostObject, HostObject, NativeClass } from '../script/values';

/** One step of a reference: a class with an enumerated value, a property, a name or nothing. */
export interface ReferencePart {
  readonly desired: string;
  readonly form: 'enumerated' | 'property' | 'class' | 'index' | 'identifier' | 'name';
  readonly value: unknown;
}

export type DescriptorValue =
  | { readonly is: 'plain'; readonly value: unknown }
  | { readonly is: 'enumerated'; readonly type: string; readonly value: string }
  | { readonly is: 'unit'; readonly unit: string; readonly value: number }
  | { readonly is: 'object'; readonly type: string; readonly value: Descriptor }
  | { readonly is: 'reference'; readonly value: readonly ReferencePart[] };

export type Descriptor = ReadonlyMap<string, DescriptorValue>;

const DESCRIPTORS = new WeakMap<HostObject, Map<string, DescriptorValue>>();
const REFERENCES = new WeakMap<HostObject, ReferencePart[]>();

export function descriptorOf(value: unknown): Descriptor {
  return (value instanceof HostObject && DESCRIPTORS.get(value)) || new Map();
}

function referenceOf(value: unknown): readonly ReferencePart[] {
  return (value instanceof HostObject && REFERENCES.get(value)) || [];
}

export function descriptorObject(content: Descriptor): HostObject {
  const map = new Map(content);
  const put =
    (make: (args: readonly unknown[]) => DescriptorValue) =>
    ([key, ...args]: readonly unknown[]): void => {
      map.set(String(key), make(args));
    };
  const plain = put(([value]) => ({ is: 'plain', value }));
  const read = ([key]: readonly unknown[]): unknown => map.get(String(key))?.value;
  const made = hostObject('ActionDescriptor', {
    putBoolean: plain,
    putInteger: plain,
    putDouble: plain,
    putString: plain,
    putClass: plain,
    putEnumerated: put(([type, value]) => ({
      is: 'enumerated',
      type: String(type),
      value: String(value),
    })),
    putUnitDouble: put(([unit, value]) => ({
      is: 'unit',
      unit: String(unit),
      value: Number(value),
    })),
    putObject: put(([type, value]) => ({
      is: 'object',
      type: String(type),
      value: descriptorOf(value),
    })),
    putReference: put(([value]) => ({ is: 'reference', value: referenceOf(value) })),
    hasKey: ([key]) => map.has(String(key)),
    getBoolean: read,
    getInteger: read,
    getDouble: read,
    getString: read,
  });
  DESCRIPTORS.set(made, map);
  return made;
}

function referenceObject(): HostObject {
  const parts: ReferencePart[] = [];
  const put =
    (form: ReferencePart['form']) =>
    (args: readonly unknown[]): void => {
      const value = form === 'enumerated' ? args[2] : args[1];
      parts.push({ desired: String(args[0]), form, value });
    };
  const made = hostObject('ActionReference', {
    putEnumerated: put('enumerated'),
    putProperty: put('property'),
    putClass: put('class'),
    putIndex: put('index'),
    putIdentifier: put('identifier'),
    putName: put('name'),
  });
  REFERENCES.set(made, parts);
  return made;
}

export const DESCRIPTOR_CLASSES: readonly NativeClass[] = [
  new NativeClass('ActionDescriptor', () => descriptorObject(new Map())),
  new NativeClass('ActionReference', () => referenceObject()),
];
