import {
  NativeClass,
  type NativeFunction,
  isScriptRecord,
  libraryFunction,
  scriptRecord,
} from './values';

function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value;
  const made = scriptRecord();
  for (const [key, part] of Object.entries(value)) made[key] = fromJson(part);
  return made;
}

function native(name: string, call: (...args: never[]) => unknown): NativeFunction {
  return libraryFunction(name, (args) => call(...(args as never[])));
}

function mathObject(): unknown {
  const made = scriptRecord();
  for (const name of Object.getOwnPropertyNames(Math)) {
    const member = (Math as unknown as Record<string, unknown>)[name];
    made[name] =
      typeof member === 'function' ? native(name, member as (...args: never[]) => unknown) : member;
  }
  return made;
}

function jsonObject(): unknown {
  return Object.assign(scriptRecord(), {
    stringify: native('stringify', (value: unknown, _replacer: unknown, indent: number) =>
      JSON.stringify(value, null, indent),
    ),
    parse: native('parse', (text: string) => fromJson(JSON.parse(text))),
  });
}

/** The part of the language's own library that the reference lists as working. */
export function languageGlobals(): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['undefined', undefined],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['Math', mathObject()],
    ['JSON', jsonObject()],
    ['Date', Object.assign(scriptRecord(), { now: native('now', () => Date.now()) })],
    ['parseInt', native('parseInt', (text: string, base: number) => parseInt(text, base))],
    ['Array', new NativeClass('Array', (args) => newArray(args))],
  ]);
}

function newArray(args: readonly unknown[]): unknown[] {
  const [length] = args;
  return args.length === 1 && typeof length === 'number'
    ? new Array<unknown>(length).fill(undefined)
    : [...args];
}

/** `[object …]`, the way `echoToOE` shows what is not a string. */
export function objectTag(value: unknown): string {
  return isScriptRecord(value) ? '[object Object]' : Object.prototype.toString.call(value);
}
