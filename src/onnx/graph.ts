import type { ReadBytes } from '../core/tensor';
import { byteLength, formatType, type TensorType } from './dtype';

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
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
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
 * A weight: the runtime asks for the bytes while the session is created, and nobody keeps them.
 * `read` gives bytes of the tensor, row-major and little-endian.
 */
export interface Parameter extends TensorType {
  readonly name: string;
  readonly read: ReadBytes;
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
  readonly #values = new Map<string, Value>();

  constructor(readonly name: string) {}

  input(name: string, type: TensorType): Value {
    const value = this.#value(name, type);
    this.inputs.push(value);
    return value;
  }

  /** Gives `value` the name under which the session returns it. */
  output(name: string, value: Value): void {
    const init: NodeInit = { op: 'Identity', inputs: [value] };
    this.#record(init, [this.#value(name, value)]).forEach((named) => this.outputs.push(named));
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

  /** Adds an operator with several outputs. */
  nodeOf(init: NodeInit, types: readonly TensorType[]): readonly Value[] {
    const prefix = `${init.op}_${this.nodes.length}`;
    return this.#record(
      init,
      types.map((type, index) => this.#value(`${prefix}.${index}`, type)),
    );
  }

  /** Multiply-adds of one run. */
  get multiplyAdds(): number {
    return this.nodes.reduce((sum, node) => sum + node.multiplyAdds, 0);
  }

  #record(init: NodeInit, outputs: readonly Value[]): readonly Value[] {
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
      multiplyAdds: init.multiplyAdds ?? 0,
    });
    return outputs;
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
