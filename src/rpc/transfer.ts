/** Deepest nesting of pixels in a value: a result, its layer, its image, its data. */
const MAX_DEPTH = 5;

const movedParts = new WeakMap<object, readonly unknown[]>();
const stays = new WeakSet<object>();

/**
 * Marks an argument, or a value for a callback, whose memory the other thread takes over: all of
 * it, or that of its `parts`.
 */
export function moved<T>(value: T, parts: readonly unknown[] = [value]): T {
  if (isObject(value)) movedParts.set(value, parts);
  return value;
}

/** Marks a result that stays with its thread as well; others leave it. */
export function copied<T>(value: T): T {
  if (isObject(value)) stays.add(value);
  return value;
}

/** Memory that moves with a result: all that can, unless it is marked. */
export function movedWithResult(value: unknown): Transferable[] {
  return isObject(value) && stays.has(value) ? [] : transferablesIn([value]);
}

/** Memory that moves with arguments: that of the marked ones. */
export function movedWithArguments(values: readonly unknown[]): Transferable[] {
  return transferablesIn(
    values.flatMap((value) => (isObject(value) ? (movedParts.get(value) ?? []) : [])),
  );
}

/**
 * Buffers, bitmaps and ports in plain objects and lists, each once. Memory that threads share cannot
 * be moved. Types are recognised by their tag: values may come from another realm.
 */
function transferablesIn(values: readonly unknown[]): Transferable[] {
  const found = new Set<Transferable>();
  const collect = (value: unknown, depth: number): void => {
    if (!isObject(value)) return;
    if (ArrayBuffer.isView(value)) collect(value.buffer, depth);
    else if (isTransferable(value)) found.add(value);
    else if (depth < MAX_DEPTH && isPlain(value)) {
      for (const part of Object.values(value)) collect(part, depth + 1);
    }
  };
  for (const value of values) collect(value, 0);
  return [...found];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isTransferable(value: object): value is Transferable {
  const tag = tagOf(value);
  return tag === '[object ArrayBuffer]' || tag === '[object ImageBitmap]' || isPort(value);
}

/** By its methods: Node's ports have the tag of any event target. */
function isPort(value: object): boolean {
  return 'postMessage' in value && 'start' in value && 'close' in value;
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || tagOf(value) === '[object Object]';
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value);
}
