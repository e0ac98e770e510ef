/** What a server tells of one input of a node class. */
export interface InputInfo {
  readonly isRequired: boolean;
  /** Values that it takes; null: not a choice, or one that the server checks in its own way. */
  readonly options: readonly unknown[] | null;
  /** Limits of a number; null: none told. */
  readonly min: number | null;
  readonly max: number | null;
}

/** Inputs of a node class by their names. */
export type NodeInfo = ReadonlyMap<string, InputInfo>;

type Fields = Readonly<Record<string, unknown>>;

/** Most inputs of a node class, and most choices of one, that are looked at. */
const MAX_INPUTS = 1000;
const MAX_OPTIONS = 200_000;

/**
 * A node class out of the server's answer about it; null: it does not have the class. Two shapes of
 * choices are in use: the list itself in the place of the type, and a type `COMBO` with `options`.
 * Whatever else it may say of an input is taken as nothing said.
 */
export function nodeInfoOf(answer: unknown, className: string): NodeInfo | null {
  const told = fieldsOf(answer);
  if (told === null || !Object.hasOwn(told, className)) return null;
  const inputs = fieldsOf(fieldsOf(told[className])?.['input']);
  const found = new Map<string, InputInfo>();
  for (const [group, isRequired] of [
    ['required', true],
    ['optional', false],
  ] as const) {
    const entries = Object.entries(fieldsOf(inputs?.[group]) ?? {});
    for (const [name, spec] of entries.slice(0, MAX_INPUTS)) {
      found.set(name, inputInfoOf(spec, isRequired));
    }
  }
  return found;
}

function inputInfoOf(spec: unknown, isRequired: boolean): InputInfo {
  const [type, second] = Array.isArray(spec) ? (spec as readonly unknown[]) : [];
  const extra = fieldsOf(second) ?? {};
  // Uploaded pictures are looked up when the graph arrives; the list holds those of one folder.
  const isUpload = extra['image_upload'] === true;
  const listed = Array.isArray(type) ? type : type === 'COMBO' ? extra['options'] : null;
  const isList = Array.isArray(listed) && !isUpload && extra['remote'] === undefined;
  return {
    isRequired,
    options: isList ? (listed as readonly unknown[]).slice(0, MAX_OPTIONS) : null,
    min: numberOf(extra['min']),
    max: numberOf(extra['max']),
  };
}

/** Longest name of a file that is taken for one, in UTF-16 code units. */
const MAX_NAME = 1000;

/** Names that a choice lists: files, as the server spells them. */
export function choicesOf(info: NodeInfo | null, input: string): readonly string[] {
  const options = info?.get(input)?.options ?? [];
  return options.filter(
    (option): option is string => typeof option === 'string' && option.length <= MAX_NAME,
  );
}

function fieldsOf(value: unknown): Fields | null {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Fields) : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
