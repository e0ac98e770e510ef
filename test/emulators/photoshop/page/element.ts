import type { Sim } from '../sim';
import { strict } from '../strict';

export type Listener = (event: unknown) => void;

/** Listeners by the name of the event, as `window` and elements have them. */
export interface Target {
  readonly add: (type: string, listener: Listener) => void;
  readonly remove: (type: string, listener: Listener) => void;
  readonly dispatch: (event: { readonly type: string }) => void;
  readonly clear: () => void;
}

export function createTarget(): Target {
  const listeners = new Map<string, Set<Listener>>();
  return {
    add: (type, listener) => {
      const known = listeners.get(type) ?? new Set();
      listeners.set(type, known.add(listener));
    },
    remove: (type, listener) => void listeners.get(type)?.delete(listener),
    dispatch: (event) => {
      for (const listener of [...(listeners.get(event.type) ?? [])]) listener(event);
    },
    clear: () => listeners.clear(),
  };
}

/** What happens to an element in the tree. */
export interface Watcher {
  /** It, or its `src`, is new in the document. */
  readonly connected: (node: ElementNode) => void;
  readonly gone: (node: ElementNode) => void;
}

export interface ElementNode {
  readonly tag: string;
  readonly object: object;
  readonly target: Target;
  readonly attributes: Map<string, string>;
  readonly children: ElementNode[];
  parent: ElementNode | null;
  readonly isRoot: boolean;
}

const nodes = new WeakMap<object, ElementNode>();

function nodeOf(object: unknown): ElementNode {
  const node = typeof object === 'object' && object !== null ? nodes.get(object) : undefined;
  if (node === undefined) throw new TypeError('this is no element');
  return node;
}

function isConnected(node: ElementNode): boolean {
  return node.isRoot || (node.parent !== null && isConnected(node.parent));
}

export function* walkNodes(node: ElementNode): Generator<ElementNode> {
  yield node;
  for (const child of node.children) yield* walkNodes(child);
}

function detach(node: ElementNode, watcher: Watcher): void {
  const { parent } = node;
  if (parent === null) return;
  const was = isConnected(node);
  parent.children.splice(parent.children.indexOf(node), 1);
  node.parent = null;
  if (was) for (const each of walkNodes(node)) watcher.gone(each);
}

function attach(parent: ElementNode, node: ElementNode, watcher: Watcher): void {
  detach(node, watcher);
  parent.children.push(node);
  node.parent = parent;
  if (isConnected(node)) for (const each of walkNodes(node)) watcher.connected(each);
}

export type Members = Readonly<Record<string, unknown>>;

/** Canvases draw shapes; nobody gets at their pixels. */
function canvasMembers(sim: Sim): Members {
  const context = {
    fillStyle: '#000000',
    strokeStyle: '#000000',
    lineWidth: 1,
    fillRect: () => undefined,
    strokeRect: () => undefined,
    clearRect: () => undefined,
    beginPath: () => undefined,
    moveTo: () => undefined,
    lineTo: () => undefined,
    fill: () => undefined,
    stroke: () => undefined,
  };
  return {
    width: 300,
    height: 150,
    getContext: (kind: string) =>
      kind === '2d' ? strict(sim, 'CanvasRenderingContext2D', context) : null,
  };
}

export function createElement(
  sim: Sim,
  tag: string,
  watcher: Watcher,
  more: (node: () => ElementNode) => Members = () => ({}),
  isRoot = false,
): ElementNode {
  const target = createTarget();
  const attributes = new Map<string, string>();
  const self = (): ElementNode => node;
  const objects = (): object[] => node.children.map((child) => child.object);
  const setAttribute = (name: string, value: unknown): void => {
    attributes.set(name, String(value));
    if (name === 'src' && isConnected(node)) watcher.connected(node);
  };
  const appendAll = (...children: readonly unknown[]): void => {
    for (const child of children) attach(node, nodeOf(child), watcher);
  };
  const members = {
    tagName: tag.toUpperCase(),
    nodeName: tag.toUpperCase(),
    nodeType: 1,
    textContent: '',
    className: '',
    hidden: false,
    style: {} as Record<string, string>,
    dataset: {} as Record<string, string>,
    get id() {
      return attributes.get('id') ?? '';
    },
    set id(value: string) {
      attributes.set('id', value);
    },
    get src() {
      return attributes.get('src') ?? '';
    },
    set src(value: string) {
      setAttribute('src', value);
    },
    get children() {
      return objects();
    },
    get childNodes() {
      return objects();
    },
    get firstChild() {
      return objects()[0] ?? null;
    },
    get parentElement() {
      return node.parent?.object ?? null;
    },
    get parentNode() {
      return node.parent?.object ?? null;
    },
    get isConnected() {
      return isConnected(node);
    },
    setAttribute,
    getAttribute: (name: string) => attributes.get(name) ?? null,
    hasAttribute: (name: string) => attributes.has(name),
    removeAttribute: (name: string) => void attributes.delete(name),
    appendChild: (child: unknown) => (appendAll(child), child),
    append: appendAll,
    removeChild: (child: unknown) => (detach(nodeOf(child), watcher), child),
    remove: () => detach(node, watcher),
    replaceChildren: (...children: readonly unknown[]) => {
      for (const child of [...node.children]) detach(child, watcher);
      appendAll(...children);
    },
    addEventListener: target.add,
    removeEventListener: target.remove,
  };
  const whole = {};
  const extra = { ...(tag === 'canvas' ? canvasMembers(sim) : {}), ...more(self) };
  for (const part of [members, extra]) {
    Object.defineProperties(whole, Object.getOwnPropertyDescriptors(part));
  }
  const object = strict(sim, `<${tag}>`, whole);
  const node: ElementNode = {
    tag,
    object,
    target,
    attributes,
    children: [],
    parent: null,
    isRoot,
  };
  nodes.set(object, node);
  return node;
}
