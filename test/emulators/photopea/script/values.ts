/** The script is over: no `done`, no error text, and no `catch` sees it. */
export class ScriptDeath extends Error {}

/** The editor hangs for good. */
export class Freeze extends Error {}

/** One of the editor's own errors, the only kind that `catch` sees. */
export class CatchableError extends Error {}

export type NativeCall = (args: readonly unknown[]) => unknown;

/** A function of the editor, for scripts; `members`: what it has besides, such as `String.fromCharCode`. */
export class NativeFunction {
  constructor(
    readonly name: string,
    readonly call: NativeCall,
    readonly members: Readonly<Record<string, NativeFunction>> = {},
  ) {}
}

/** A class of the editor that scripts may `new`. */
export class NativeClass {
  constructor(
    readonly name: string,
    readonly construct: NativeCall,
    readonly members: Readonly<Record<string, NativeFunction>> = {},
  ) {}
}

/** A function of the language's own library; what it throws (a cyclic value, a bad pattern) ends the script. */
export function libraryFunction(
  name: string,
  call: NativeCall,
  members: Readonly<Record<string, NativeFunction>> = {},
): NativeFunction {
  const guarded: NativeCall = (args) => {
    try {
      return call(args);
    } catch (error) {
      throw new ScriptDeath(`${name}: ${String(error)}`);
    }
  };
  return new NativeFunction(name, guarded, members);
}

export interface Field {
  readonly get: () => unknown;
  readonly set?: (value: unknown) => void;
}

/** An object of the editor, as a script sees it. */
export class HostObject {
  constructor(
    readonly className: string,
    private readonly fields: ReadonlyMap<string, Field | NativeFunction>,
    private readonly at?: (key: string) => unknown,
    private readonly json?: () => unknown,
  ) {}

  get(key: string): unknown {
    const field = this.fields.get(key);
    if (field instanceof NativeFunction) return field;
    return field === undefined ? this.at?.(key) : field.get();
  }

  set(key: string, value: unknown): void {
    const field = this.fields.get(key);
    if (field !== undefined && !(field instanceof NativeFunction)) field.set?.(value);
  }

  /** What `JSON.stringify` makes of it. */
  toJSON(): unknown {
    return this.json?.() ?? {};
  }
}

/** Members as written down by the API files: a plain function is a method, a field has `get`. */
export type Members = Readonly<Record<string, Field | NativeCall>>;

export function hostObject(
  className: string,
  members: Members,
  extra: { readonly at?: (key: string) => unknown; readonly json?: () => unknown } = {},
): HostObject {
  const fields = new Map<string, Field | NativeFunction>();
  for (const [key, member] of Object.entries(members)) {
    fields.set(key, typeof member === 'function' ? new NativeFunction(key, member) : member);
  }
  return new HostObject(className, fields, extra.at, extra.json);
}

/** A plain object of the script itself. */
export type ScriptRecord = Record<string, unknown>;

/** Nothing of the language around the interpreter can be reached through a record. */
const RECORD: object = Object.freeze(
  Object.assign(Object.create(null) as object, { toString: () => '[object Object]' }),
);

export function isScriptRecord(value: unknown): value is ScriptRecord {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === RECORD;
}

export function scriptRecord(): ScriptRecord {
  return Object.create(RECORD) as ScriptRecord;
}
