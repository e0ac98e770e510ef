import type { BlockStatement } from 'acorn';

/** A function of the script. To the editor it is a piece of the syntax tree: an object that cannot be called. */
export class ScriptFunction {
  constructor(
    readonly name: string,
    readonly parameters: readonly string[],
    readonly body: BlockStatement,
  ) {}

  toString(): string {
    return '[object Object]';
  }
}

/**
 * The variables of one call. It sees a copy of its *caller's*, wherever its text stands: the name of an
 * outer variable can be read, and `assign` shadows it here.
 */
export class Scope {
  private readonly own = new Map<string, unknown>();
  /**
   * A `return` is evaluating its value, or has done so. Every list of statements that runs in this scope
   * then ends after its next one; a call copies the mark along with the variables.
   */
  returning: boolean;

  constructor(
    private readonly outer: Scope | null,
    private readonly copiesOuter: boolean,
  ) {
    this.returning = outer?.returning ?? false;
  }

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
}
