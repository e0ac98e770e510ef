import type { BlockStatement } from 'acorn';

/** A function of the script. */
export class ScriptFunction {
  constructor(
    readonly name: string,
    readonly parameters: readonly string[],
    readonly body: BlockStatement,
    readonly scope: Scope,
  ) {}
}

/**
 * The variables of one call. A name of an outer scope can be read; `assign` shadows it here, which is how
 * the editor's interpreter behaves: every call works on a copy of what it sees.
 */
export class Scope {
  private readonly own = new Map<string, unknown>();

  constructor(
    private readonly outer: Scope | null,
    private readonly copiesOuter: boolean,
  ) {}

  has(name: string): boolean {
    return this.own.has(name) || (this.outer?.has(name) ?? false);
  }

  read(name: string): unknown {
    return this.own.has(name) ? this.own.get(name) : this.outer?.read(name);
  }

  declare(name: string, value: unknown): void {
    this.own.set(name, value);
  }

  assign(name: string, value: unknown): void {
    const belongsOutside = !this.own.has(name) && this.outer?.has(name) === true;
    if (belongsOutside && !this.copiesOuter) this.outer.assign(name, value);
    else this.own.set(name, value);
  }

  /** What lasts beyond this script when `PP-4-variables-not-kept` is off. */
  entries(): Iterable<[string, unknown]> {
    return this.own.entries();
  }
}
