/** Everything that a script may be given. */
export type ScriptValue =
  | string
  | number
  | boolean
  | null
  | readonly ScriptValue[]
  | { readonly [key: string]: ScriptValue };

const LINE_ENDS = /[\u2028\u2029]/g;

/**
 * A value as source text. JSON with the two line ends that a script literal must not hold escaped:
 * no value can end its literal, start a new line (Photopea drops lines that begin with `#`) or
 * become code.
 */
export function literal(value: ScriptValue): string {
  assertPlain(value);
  return JSON.stringify(value).replace(
    LINE_ENDS,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** JSON turns NaN and infinities into null, which would hide a mistake until it kills the script. */
function assertPlain(value: ScriptValue): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError('a script takes finite numbers only');
  }
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(assertPlain);
}
