import type { Player } from '../record/networks';
import { Graph, type Node, type Value } from '../../src/onnx/graph';
import { cast } from '../../src/onnx/ops/elementwise';
import { restorationStepGraph } from '../../src/networks/restoration-step';
import { vaeDownscale } from '../../src/networks/vae/vae-config';
import { decoderGraph } from '../../src/networks/vae/graphs';

/** An operator of a network, with the shapes that it has there. */
export interface Kind {
  /** Operator and shapes. */
  readonly name: string;
  /** How often it is there. */
  readonly times: number;
  readonly graph: Graph;
  readonly node: Node;
}

/** Pixels of the part of a picture that stands for the decoder's convolutions. */
const DECODED = 512;

/** The step's graph, and one of the decoder. */
export function graphsOf({
  networks,
  plan,
  wanted,
}: Player): readonly [step: Graph, decoder: Graph] {
  const { sdxl, supir, config } = networks;
  const cell = vaeDownscale(config.vae);
  const square = (pixels: number) => ({ height: pixels / cell, width: pixels / cell });
  const step = { batch: wanted.batch, ...square(wanted.width) };
  const decoder = { batch: 1, ...square(Math.min(DECODED, wanted.width)) };
  return [
    restorationStepGraph(sdxl, supir, config.step, step, plan.policy),
    decoderGraph(sdxl, config.vae, decoder),
  ];
}

/** The kinds of products, convolutions and attention with the most operations, most first. */
export function busiestKinds(graph: Graph, count: number): readonly Kind[] {
  const kinds = new Map<string, { times: number; node: Node }>();
  for (const node of graph.nodesFor('webgpu')) {
    if (node.multiplyAdds === 0) continue;
    const name = nameOf(node);
    const kind = kinds.get(name) ?? { times: 0, node };
    kinds.set(name, { ...kind, times: kind.times + 1 });
  }
  const cost = ({ times, node }: { times: number; node: Node }): number =>
    times * node.multiplyAdds;
  return [...kinds]
    .sort(([, a], [, b]) => cost(b) - cost(a))
    .slice(0, count)
    .map(([name, { times, node }]) => ({ name, times, graph, node }));
}

function nameOf({ op, inputs, outputs, attributes }: Node): string {
  const shapes = inputs.map((input) => (input === null ? '–' : input.shape.join('×')));
  const dtype = outputs[0]?.dtype ?? '';
  const heads = attributes['num_heads'];
  const detail = typeof heads === 'number' ? `, ${heads} heads` : '';
  const stride = strideOf(attributes);
  const steps = stride === 1 ? '' : `, stride ${stride}`;
  return `${op} ${shapes.join(' · ')} ${dtype}${detail}${steps}`;
}

/** Of a convolution, the same along both axes. */
export function strideOf({ strides = 1 }: Node['attributes']): number {
  return typeof strides === 'object' && 'length' in strides ? (strides[0] ?? 1) : 1;
}

/** The operator in a graph of its own: what came from other operators is an input in 32 bits. */
export function alone({ graph: whole, node }: Kind): Graph {
  const graph = new Graph('alone');
  const made = new Map<string, Value>();
  const inputs = node.inputs.map((input) => {
    if (input === null) return null;
    const value = made.get(input.name) ?? copyOf(input, whole, graph);
    made.set(input.name, value);
    return value;
  });
  const { op, domain, attributes, multiplyAdds } = node;
  const outputs = graph.nodeOf({ op, domain, inputs, attributes, multiplyAdds }, node.outputs);
  outputs.forEach((output, i) => graph.output(`out.${i}`, cast(output, 'float32')));
  return graph;
}

function copyOf(value: Value, from: Graph, graph: Graph): Value {
  const parameter = from.parameters.find(({ name }) => name === value.name);
  if (parameter !== undefined) return graph.parameter(parameter);
  const constant = from.constants.find(({ name }) => name === value.name);
  if (constant !== undefined) return graph.constant(constant, constant.bytes);
  const { shape, dtype } = value;
  const input = graph.input(`in.${graph.inputs.length}`, { dtype: 'float32', shape });
  return cast(input, dtype);
}
