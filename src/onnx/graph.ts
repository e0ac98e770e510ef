import type { DeviceKind } from '../core/events';
import { byteLength, formatType, sameShape, type TensorType } from './dtype';
import type { ReadBytes } from '../core/tensor';
import { RUNTIME_FEATURES, type RuntimeFeatures } from './runtime-features';
import type { Upload } from './upload';

/** A tensor on its way through a graph. Operators take values and give new ones. */
export interface Value extends TensorType {
  readonly graph: Graph;
  readonly name: string;
}

/** An integer, integers, text, or `{ float }`, since JavaScript has one type for 1 and 1.0. */
export type Attribute = number | readonly number[] | string | { readonly float: number };

export interface Node {
  readonly name: string;
  readonly op: string;
  /** Domain of the operator: '' is ONNX itself, 'com.microsoft' holds the runtime's own. */
  readonly domain: string;
  /** Inputs in order; null leaves an optional one out. */
  readonly inputs: readonly (Value | null)[];
  /** null leaves an optional output out. */
  readonly outputs: readonly (Value | null)[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** The only kind of device whose runtime is given the node; null: all. */
  readonly device: DeviceKind | null;
  /** Multiply-adds of one run, two operations each. */
  readonly multiplyAdds: number;
}

export interface NodeInit {
  readonly op: string;
  readonly domain?: string;
  readonly inputs: readonly (Value | null)[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly multiplyAdds?: number;
}

/**
 * A weight, row-major and little-endian, by both ways that it may take: the processor's runtime
 * reads its bytes while the session is created; for a graphics adapter it is made there of what is
 * stored, and kept (`WeightStore`).
 */
export interface Parameter extends TensorType {
  readonly dtype: 'float32' | 'float16' | 'uint8';
  readonly name: string;
  /**
   * Called synchronously by the runtime, for one range at a time; may throw, which fails the
   * session. `room` is memory of at least `length` bytes, aligned to 8, that it may put the bytes in
   * and return a view of. The result is borrowed until the next call.
   */
  readonly read: ReadBytes;
  readonly upload: Upload;
}

/** Small numbers in the graph itself: shapes, scales, limits. */
export interface Constant extends TensorType {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * A network being written down. It only collects: operators are the functions in `ops/`, and
 * nothing runs before `sessionSource` has made bytes of it.
 */
export class Graph {
  readonly nodes: Node[] = [];
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly constants: Constant[] = [];
  readonly parameters: Parameter[] = [];
  /** Outputs that another graph takes. */
  readonly staying: Value[] = [];
  readonly #values = new Map<string, Value>();
  /** For values that `perDevice` gave: what they are on each kind of device. */
  readonly #ways = new Map<string, Readonly<Record<DeviceKind, Value>>>();
  /** On WebGPU: values that are outputs for another graph, to the names of those. */
  readonly #renamed = new Map<string, string>();
  #device: DeviceKind | null = null;

  /**
   * `features`: what the runtime that the graph is written for can do. `multiplyAddsAtOnce`: operators
   * that have more are written in parts for WebGPU, where they can be (`dispatchLimit`).
   */
  constructor(
    readonly name: string,
    readonly features: RuntimeFeatures = RUNTIME_FEATURES,
    readonly multiplyAddsAtOnce = Infinity,
  ) {}

  input(name: string, type: TensorType): Value {
    const value = this.#value(name, type);
    this.inputs.push(value);
    return value;
  }

  /** Gives `value` the name under which the session returns it. */
  output(name: string, value: Value): void {
    const named = this.#value(name, value);
    this.#record({ op: 'Identity', inputs: [value] }, [named]);
    this.outputs.push(named);
  }

  /** An output for another graph's input: it need not leave the device. */
  outputForNext(name: string, value: Value): void {
    const isOwn = this.nodes.some(
      ({ device, outputs }) => device === null && outputs.includes(value),
    );
    if (!isOwn || this.#renamed.has(value.name)) {
      throw new TypeError(`${name} is no operator's own value`);
    }
    const named = this.#value(name, value);
    this.#device = 'wasm';
    this.#record({ op: 'Identity', inputs: [value] }, [named]);
    this.#device = null;
    // On WebGPU a copy would stand between the value and the runtime's own layout.
    this.#renamed.set(value.name, name);
    this.outputs.push(named);
    this.staying.push(named);
  }

  parameter(source: Parameter): Value {
    const value = this.#value(source.name, source);
    this.parameters.push(source);
    return value;
  }

  /** Adds a constant. `bytes`: row-major, little-endian. */
  constant(type: TensorType, bytes: Uint8Array): Value {
    if (bytes.byteLength !== byteLength(type)) {
      throw new TypeError(`${bytes.byteLength} bytes given for ${formatType(type)}`);
    }
    const name = `constant_${this.constants.length}`;
    this.constants.push({ name, dtype: type.dtype, shape: type.shape, bytes });
    return this.#value(name, type);
  }

  /** Adds an operator with one output of this type. */
  node(init: NodeInit, type: TensorType): Value {
    const value = this.#value(`${init.op}_${this.nodes.length}`, type);
    this.#record(init, [value]);
    return value;
  }

  /** Adds an operator with several outputs; null leaves one out. */
  nodeOf(init: NodeInit, types: readonly (TensorType | null)[]): readonly Value[] {
    const prefix = `${init.op}_${this.nodes.length}`;
    return this.#record(
      init,
      types.map((type, index) => type && this.#value(`${prefix}.${index}`, type)),
    );
  }

  /**
   * The same values by different operators, for what one kind of device has a kernel for, or needs
   * in another form. Returns values that stand for both ways.
   */
  perDevice<const Values extends readonly Value[]>(
    write: Readonly<Record<DeviceKind, () => Values>>,
  ): Values {
    const outer = this.#device;
    if (outer !== null) return write[outer]();
    const writtenFor = (device: DeviceKind): Values => {
      this.#device = device;
      try {
        return write[device]();
      } finally {
        this.#device = null;
      }
    };
    const wasm = writtenFor('wasm');
    const webgpu = writtenFor('webgpu');
    const joined = wasm.map((value, index) => {
      const other = webgpu[index];
      if (other?.dtype !== value.dtype || !sameShape(other.shape, value.shape)) {
        throw new TypeError(`${value.name} is something else on another device`);
      }
      const either = this.#value(`either_${this.#ways.size}`, value);
      this.#ways.set(either.name, { wasm: value, webgpu: other });
      return either;
    });
    return joined as readonly Value[] as Values;
  }

  /** The name that a value has in what the runtime of this kind of device is given. */
  nameOn(device: DeviceKind, value: Value): string {
    const ways = this.#ways.get(value.name);
    if (ways !== undefined) return this.nameOn(device, ways[device]);
    return (device === 'webgpu' ? this.#renamed.get(value.name) : undefined) ?? value.name;
  }

  /** What the runtime of this kind of device is given. */
  nodesFor(device: DeviceKind): readonly Node[] {
    return this.nodes.filter((node) => node.device === null || node.device === device);
  }

  /** Multiply-adds of one run; no way of writing it differs in them. */
  get multiplyAdds(): number {
    return this.nodesFor('wasm').reduce((sum, node) => sum + node.multiplyAdds, 0);
  }

  #record(init: NodeInit, outputs: readonly (Value | null)[]): readonly Value[] {
    for (const input of init.inputs) {
      if (input !== null && input.graph !== this) {
        throw new TypeError(`${init.op}: ${input.name} belongs to another graph`);
      }
    }
    this.nodes.push({
      name: `${init.op}_${this.nodes.length}`,
      op: init.op,
      domain: init.domain ?? '',
      inputs: init.inputs,
      outputs,
      attributes: init.attributes ?? {},
      device: this.#device,
      multiplyAdds: init.multiplyAdds ?? 0,
    });
    return outputs.filter((output) => output !== null);
  }

  #value(name: string, { dtype, shape }: TensorType): Value {
    if (this.#values.has(name)) throw new TypeError(`${name} is defined twice`);
    if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
      throw new TypeError(`${name} has an impossible shape ${formatType({ dtype, shape })}`);
    }
    const value: Value = { graph: this, name, dtype, shape };
    this.#values.set(name, value);
    return value;
  }
}
