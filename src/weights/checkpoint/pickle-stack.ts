import { isKind, type Pickled } from './pickle-values';

/** A tensor takes some twenty values, and a model some thousands of tensors. */
export const MAX_VALUES = 2 ** 20;

/** What instructions of a pickle put down and take up again. */
export interface PickleStack {
  readonly push: (value: Pickled) => void;
  readonly pop: () => Pickled;
  readonly top: () => Pickled;
  readonly mark: () => void;
  /** All values above the last mark, and the mark. */
  readonly popMark: () => readonly Pickled[];
  /** Adds to the list on top. */
  readonly append: (items: readonly Pickled[]) => void;
  /** Adds to the dictionary on top: names and values by turns. */
  readonly setItems: (items: readonly Pickled[]) => void;
}

/** `damaged`: makes the error for a pickle of which this is wrong, the end of a sentence. */
export function createPickleStack(damaged: (what: string) => Error): PickleStack {
  const stack: Pickled[] = [];
  const marks: number[] = [];
  let values = 0;
  const count = (): void => {
    if (++values > MAX_VALUES) throw damaged('is too long');
  };
  /** Whether a value is there that lies above the last mark. */
  const isThere = (): boolean => stack.length > (marks.at(-1) ?? 0);
  const top = (): Pickled => {
    const value = isThere() ? stack.at(-1) : undefined;
    if (value === undefined) throw damaged('takes what is not there');
    return value;
  };
  return {
    push(value) {
      count();
      stack.push(value);
    },
    pop() {
      const value = top();
      stack.pop();
      return value;
    },
    top,
    mark() {
      count();
      marks.push(stack.length);
    },
    popMark() {
      const mark = marks.pop();
      if (mark === undefined) throw damaged('takes what is not there');
      return stack.splice(mark);
    },
    append(items) {
      const list = top();
      if (!isKind(list, 'list')) throw damaged('adds to what is not a list');
      for (const item of items) list.items.push(item);
    },
    setItems(items) {
      const dict = top();
      if (!isKind(dict, 'dict') || items.length % 2 !== 0) {
        throw damaged('names something in what has no names');
      }
      for (let i = 0; i < items.length; i += 2) {
        dict.entries.push([items[i] ?? null, items[i + 1] ?? null]);
      }
    },
  };
}
