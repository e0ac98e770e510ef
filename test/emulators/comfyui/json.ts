export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = Readonly<Record<string, Json>>;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Python's `str` of a value, as it gets into messages. */
export function pythonText(value: Json | undefined): string {
  if (value === undefined || value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (isObject(value)) {
    const fields = Object.entries(value).map(([key, v]) => `'${key}': ${pythonRepr(v)}`);
    return `{${fields.join(', ')}}`;
  }
  return JSON.stringify(value);
}

function pythonRepr(value: Json): string {
  return typeof value === 'string' ? `'${value}'` : pythonText(value);
}
