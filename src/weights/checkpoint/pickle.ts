import { checkpointInvalid, checkpointUnsafe, short } from './errors';
import { pickleBytes } from './pickle-bytes';
import { createPickleStack, MAX_VALUES } from './pickle-stack';
import { imported, isKind, made, storageOf, type Pickled } from './pickle-values';

/** Instructions of a pickle (protocols 2 to 5) that files of tensors use, by their bytes. */
const OP = {
  MARK: 0x28,
  EMPTY_TUPLE: 0x29,
  STOP: 0x2e,
  BINFLOAT: 0x47,
  BININT: 0x4a,
  BININT1: 0x4b,
  BININT2: 0x4d,
  NONE: 0x4e,
  BINPERSID: 0x51,
  REDUCE: 0x52,
  BINUNICODE: 0x58,
  EMPTY_LIST: 0x5d,
  APPEND: 0x61,
  BUILD: 0x62,
  GLOBAL: 0x63,
  APPENDS: 0x65,
  BINGET: 0x68,
  LONG_BINGET: 0x6a,
  BINPUT: 0x71,
  LONG_BINPUT: 0x72,
  SETITEM: 0x73,
  TUPLE: 0x74,
  SETITEMS: 0x75,
  EMPTY_DICT: 0x7d,
  PROTO: 0x80,
  TUPLE1: 0x85,
  TUPLE2: 0x86,
  TUPLE3: 0x87,
  NEWTRUE: 0x88,
  NEWFALSE: 0x89,
  LONG1: 0x8a,
  SHORT_BINUNICODE: 0x8c,
  STACK_GLOBAL: 0x93,
  MEMOIZE: 0x94,
  FRAME: 0x95,
} as const;

const NEWEST_PROTOCOL = 5;

/**
 * What a pickle of plain tensors describes. Nothing in it runs: imports are looked up in a list of
 * six, and what they would make is written down. Memory is bounded by the number of values.
 *
 * @throws ModelError `model-checkpoint-unsafe` for any other import, `model-checkpoint-invalid` for
 *   what is not a pickle of tensors
 */
export function readPickle(pickle: Uint8Array, file: string): Pickled {
  const damaged = (what: string): Error => checkpointInvalid(file, `its list of tensors ${what}`);
  const bytes = pickleBytes(pickle, damaged);
  const stack = createPickleStack(damaged);
  const { push, pop, top, popMark } = stack;
  const memo = new Map<number, Pickled>();

  const tupleOf = (count: number): void => {
    const items = Array.from({ length: count }, pop);
    push({ kind: 'tuple', items: items.reverse() });
  };
  const remember = (index: number): void => {
    if (memo.size >= MAX_VALUES) throw damaged('is too long');
    memo.set(index, top());
  };
  const recall = (index: number): void => {
    const value = memo.get(index);
    if (value === undefined) throw damaged('repeats what is not there');
    push(value);
  };
  const importNamed = (module: Pickled, name: Pickled): void => {
    if (typeof module !== 'string' || typeof name !== 'string') {
      throw damaged('imports something without a name');
    }
    const full = `${module} ${name}`;
    const known = imported(full);
    if (known === null) throw checkpointUnsafe(file, short(full));
    push(known);
  };
  const refused = (op: number): Error =>
    damaged(`has an instruction that tensors do not need (0x${op.toString(16)})`);

  const run: Readonly<Record<number, () => void>> = {
    [OP.PROTO]: () => {
      const protocol = bytes.u8();
      if (protocol > NEWEST_PROTOCOL) throw damaged(`is of an unknown version (${protocol})`);
    },
    [OP.FRAME]: () => bytes.skip(8),
    [OP.MARK]: () => stack.mark(),
    [OP.NONE]: () => push(null),
    [OP.NEWTRUE]: () => push(true),
    [OP.NEWFALSE]: () => push(false),
    [OP.BININT]: () => push(bytes.i32()),
    [OP.BININT1]: () => push(bytes.u8()),
    [OP.BININT2]: () => push(bytes.u16()),
    [OP.BINFLOAT]: () => push(bytes.f64()),
    [OP.LONG1]: () => push(bytes.long(bytes.u8())),
    [OP.BINUNICODE]: () => push(bytes.text(bytes.u32())),
    [OP.SHORT_BINUNICODE]: () => push(bytes.text(bytes.u8())),
    [OP.EMPTY_TUPLE]: () => push({ kind: 'tuple', items: [] }),
    [OP.TUPLE1]: () => tupleOf(1),
    [OP.TUPLE2]: () => tupleOf(2),
    [OP.TUPLE3]: () => tupleOf(3),
    [OP.TUPLE]: () => push({ kind: 'tuple', items: popMark() }),
    [OP.EMPTY_LIST]: () => push({ kind: 'list', items: [] }),
    [OP.APPEND]: () => stack.append([pop()]),
    [OP.APPENDS]: () => stack.append(popMark()),
    [OP.EMPTY_DICT]: () => push({ kind: 'dict', entries: [] }),
    [OP.SETITEM]: () => {
      const value = pop();
      stack.setItems([pop(), value]);
    },
    [OP.SETITEMS]: () => stack.setItems(popMark()),
    [OP.BINPUT]: () => remember(bytes.u8()),
    [OP.LONG_BINPUT]: () => remember(bytes.u32()),
    [OP.MEMOIZE]: () => remember(memo.size),
    [OP.BINGET]: () => recall(bytes.u8()),
    [OP.LONG_BINGET]: () => recall(bytes.u32()),
    [OP.GLOBAL]: () => importNamed(bytes.line(), bytes.line()),
    [OP.STACK_GLOBAL]: () => {
      const name = pop();
      importNamed(pop(), name);
    },
    [OP.BINPERSID]: () => {
      const storage = storageOf(pop());
      if (storage === null) throw damaged('refers to something beside it that holds no numbers');
      push(storage);
    },
    [OP.REDUCE]: () => {
      const args = pop();
      const value = made(pop(), args);
      if (value === null) throw damaged('describes a tensor that cannot be');
      push(value);
    },
    // Further fields of a dictionary, as `_metadata` of a state: nothing here needs them.
    [OP.BUILD]: () => {
      if (!isKind(pop(), 'dict') || !isKind(top(), 'dict')) throw refused(OP.BUILD);
    },
  };

  for (;;) {
    const op = bytes.u8();
    if (op === OP.STOP) return pop();
    const instruction = run[op];
    if (instruction === undefined) throw refused(op);
    instruction();
  }
}
