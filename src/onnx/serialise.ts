import type { DeviceKind } from '../core/events';
import { byteLength, DTYPES, formatType, type TensorType } from './dtype';
import type { Attribute, Constant, Graph, Node, Parameter, Value } from './graph';
import {
  ATTRIBUTE_TYPE,
  DATA_LOCATION_EXTERNAL,
  encodeModel,
  type AttributeProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './proto';
import type { SessionSource } from './session';

const IR_VERSION = 8;
/** ONNX operator set: 17 brings LayerNormalization, and everything above it is still accepted. */
const OPSET = 17;
const RUNTIME_OPSET = { domain: 'com.microsoft', version: 1 };

/** What sessions of the graph are made of. ONNX bytes are written when they are asked for. */
export function sessionSource(graph: Graph): SessionSource {
  const { name, parameters } = graph;
  return {
    name,
    get key() {
      return networkKey(graph);
    },
    parameters,
    staying: graph.staying.map(({ name: output, dtype, shape }) => ({
      name: output,
      dtype,
      shape,
    })),
    multiplyAdds: (device) =>
      graph
        .nodesFor(device)
        .flatMap(({ multiplyAdds }) => (multiplyAdds > 0 ? [multiplyAdds] : [])),
    model: (device) => encodeGraph(graph, device),
  };
}

/** A name stands for one way of building; sizes and weights are what differs under it. */
function networkKey({ name, inputs, parameters }: Graph): string {
  const ends = inputs.map((input) => `${input.name} ${formatType(input)}`).join(' ');
  const weights = parameters.map(({ name: member, shape, upload }) => {
    const how = upload.by === 'quantise' ? `q${upload.how.bits} ${upload.how.scales}` : upload.by;
    return `${member} ${shape.join('×')} ${how} ${upload.from.key}`;
  });
  return `${name} (${ends}) ${parameters.length} weights ${digest(weights)}`;
}

/** FNV-1a over the characters of all texts, once from each end of them, as 16 digits. */
function digest(texts: readonly string[]): string {
  const text = texts.join('\n');
  let forwards = 0x811c9dc5;
  let backwards = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    forwards = Math.imul(forwards ^ text.charCodeAt(i), 0x01000193);
    backwards = Math.imul(backwards ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
  }
  return [forwards, backwards].map((hash) => (hash >>> 0).toString(16).padStart(8, '0')).join('');
}

/** External data is one virtual file per tensor; on WebGPU the parameters are inputs. */
function encodeGraph(graph: Graph, device: DeviceKind): Uint8Array {
  const isInput = device === 'webgpu';
  const parameters = isInput ? [] : graph.parameters.map(parameterProto);
  const nodes = nodesInOrder(graph, device).map((node) => nodeProto(graph, node, device));
  const used = new Set(nodes.flatMap(({ input }) => input));
  const constants = graph.constants.filter(({ name }) => used.has(name));
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'supir-panel',
    opsetImport: [{ domain: '', version: OPSET }, RUNTIME_OPSET],
    graph: {
      name: graph.name,
      node: nodes,
      initializer: [...constants.map(constantProto), ...parameters],
      input: [...graph.inputs, ...(isInput ? graph.parameters : [])].map(valueInfo),
      output: graph.outputs.map(valueInfo),
    },
  });
}

/**
 * WebGPU's runtime goes through a graph from its end, and of an operator's inputs begins with the
 * one that was written last. Filters that are widened right before their convolution would so be
 * widened long before, and lie there: 0.08 GB of a step at 1024², 0.8 where norms are one operator.
 */
function nodesInOrder(graph: Graph, device: DeviceKind): readonly Node[] {
  const nodes = graph.nodesFor(device);
  if (device === 'wasm') return nodes;
  const weights = new Set(graph.parameters.map(({ name }) => name));
  const widens = ({ op, inputs: [x] }: Node): boolean =>
    op === 'Cast' && weights.has(x?.name ?? '');
  return [...nodes.filter(widens), ...nodes.filter((node) => !widens(node))];
}

function nodeProto(graph: Graph, node: Node, device: DeviceKind): NodeProto {
  const nameOf = (value: Value | null): string =>
    value === null ? '' : graph.nameOn(device, value);
  return {
    input: node.inputs.map(nameOf),
    output: node.outputs.map(nameOf),
    name: node.name,
    opType: node.op,
    domain: node.domain,
    attribute: Object.entries(node.attributes).map(([name, value]) => attribute(name, value)),
  };
}

function attribute(name: string, value: Attribute): AttributeProto {
  if (typeof value === 'number') return { name, type: ATTRIBUTE_TYPE.int, i: value };
  if (typeof value === 'string') {
    return { name, type: ATTRIBUTE_TYPE.string, s: new TextEncoder().encode(value) };
  }
  if ('float' in value) return { name, type: ATTRIBUTE_TYPE.float, f: value.float };
  return { name, type: ATTRIBUTE_TYPE.ints, ints: value };
}

function constantProto({ name, dtype, shape, bytes }: Constant): TensorProto {
  return { dims: shape, dataType: DTYPES[dtype].code, name, rawData: bytes };
}

function parameterProto(parameter: Parameter): TensorProto {
  return {
    dims: parameter.shape,
    dataType: DTYPES[parameter.dtype].code,
    name: parameter.name,
    dataLocation: DATA_LOCATION_EXTERNAL,
    externalData: [
      { key: 'location', value: parameter.name },
      { key: 'offset', value: '0' },
      { key: 'length', value: String(byteLength(parameter)) },
    ],
  };
}

function valueInfo(value: TensorType & { readonly name: string }): ValueInfoProto {
  const dim = value.shape.map((dimValue) => ({ dimValue }));
  return {
    name: value.name,
    type: { tensorType: { elemType: DTYPES[value.dtype].code, shape: { dim } } },
  };
}
