import {
  NativeClass,
  type NativeFunction,
  isScriptRecord,
  libraryFunction,
  scriptRecord,
} from './values';

type Natives = Readonly<Record<string, NativeFunction>>;

function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value;
  const made = scriptRecord();
  for (const [key, part] of Object.entries(value)) made[key] = fromJson(part);
  return made;
}

function native(
  name: string,
  call: (...args: never[]) => unknown,
  members: Natives = {},
): NativeFunction {
  return libraryFunction(name, (args) => call(...(args as never[])), members);
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

/** Functions of the page that a script finds by name; `new` of any of them kills it. */
function pageFunctions(): ReadonlyMap<string, NativeFunction> {
  const fromCharCode = native('fromCharCode', (...codes: number[]) =>
    String.fromCharCode(...codes),
  );
  const now = native('now', () => Date.now());
  const keys = native('keys', (value: object) => Object.keys(value));
  const found: readonly (readonly [string, (value: never) => unknown, Natives?])[] = [
    ['parseFloat', (text: string) => parseFloat(text)],
    ['Number', (value: unknown) => Number(value)],
    ['String', (value: unknown) => String(value), { fromCharCode }],
    ['Boolean', (value: unknown) => Boolean(value)],
    ['Object', (value: unknown) => value, { keys }],
    ['Date', () => new Date().toString(), { now }],
    ['isNaN', (value: number) => isNaN(value)],
    ['isFinite', (value: number) => isFinite(value)],
    ['encodeURIComponent', (text: string) => encodeURIComponent(text)],
    ['decodeURIComponent', (text: string) => decodeURIComponent(text)],
  ];
  return new Map([
    ...found.map(([name, call, members]) => [name, native(name, call, members)] as const),
    ['parseInt', native('parseInt', (text: string, base: number) => parseInt(text, base))] as const,
  ]);
}

/** What scripts find of the language's own library. */
export function languageGlobals(): ReadonlyMap<string, unknown> {
  const isArray = native('isArray', (value: unknown) => Array.isArray(value));
  return new Map<string, unknown>([
    ['undefined', undefined],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['Math', mathObject()],
    ['JSON', jsonObject()],
    ['Array', new NativeClass('Array', (args) => newArray(args), { isArray })],
    ...pageFunctions(),
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
