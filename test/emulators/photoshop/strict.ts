import { errorOf, notModelled, type Sim } from './sim';

/** Names that promises, printers and test matchers look for on anything. */
const PROBED = [
  'then',
  'toJSON',
  'asymmetricMatch',
  'nodeType',
  'tagName',
  '$$typeof',
  'constructor',
];

type Method = (...values: unknown[]) => unknown;

const wrapped = new WeakMap<object, Method>();

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}

/** A method whose promises belong to the plugin's realm. */
function adopted(sim: Sim, method: Method): Method {
  const known = wrapped.get(method);
  if (known) return known;
  const wrapper: Method = (...values) => {
    const value = method(...values);
    if (!isPromise(value)) return value;
    return new sim.realm.Promise((resolve, reject) => void value.then(resolve, reject));
  };
  wrapped.set(method, wrapper);
  return wrapper;
}

/** A view that throws for members that are not modelled. */
export function strict<T extends object>(sim: Sim, name: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key);
      if (typeof value === 'function' && key !== 'constructor')
        return adopted(sim, value as Method);
      const silent = key in object || typeof key === 'symbol' || PROBED.includes(key);
      if (silent || !sim.rules('P2')) return value;
      throw notModelled(sim, `${name}.${key}`);
    },
    set(object, key, value) {
      if (!(key in object) && sim.rules('P2')) {
        throw notModelled(sim, `setting ${name}.${String(key)}`);
      }
      return Reflect.set(object, key, value);
    },
  });
}

/** Guards against typing errors in the names of options. */
export function checkOptions(
  sim: Sim,
  what: string,
  options: unknown,
  known: readonly string[],
): void {
  if (typeof options !== 'object' || options === null) {
    throw errorOf(sim, `${what}: options are required`);
  }
  if (sim.switches.lenientOptions || !sim.rules('P2')) return;
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw notModelled(sim, `${what}: option "${key}"`);
  }
}
