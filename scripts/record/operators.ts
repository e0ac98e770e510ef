import { Reader } from 'protobufjs/minimal';

/** What an ONNX file says of its graph. */
export interface ModelSummary {
  readonly name: string;
  /** Nodes of each operator. */
  readonly operators: ReadonlyMap<string, number>;
}

/** Field numbers of onnx.proto3. */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_NAME = 2;
const NODE_OPERATOR = 4;

/** Reads names and operators from a serialised ModelProto, and passes over everything else. */
export function summariseModel(model: Uint8Array): ModelSummary {
  const operators = new Map<string, number>();
  let name = '';
  eachField(model, MODEL_GRAPH, (graph) =>
    eachField(graph, null, (bytes, field) => {
      if (field === GRAPH_NAME) name = textOf(bytes);
      if (field !== GRAPH_NODE) return;
      eachField(bytes, NODE_OPERATOR, (text) => {
        const operator = textOf(text);
        operators.set(operator, (operators.get(operator) ?? 0) + 1);
      });
    }),
  );
  return { name, operators };
}

const LENGTH_DELIMITED = 2;

function eachField(
  message: Uint8Array,
  wanted: number | null,
  visit: (bytes: Uint8Array, field: number) => void,
): void {
  const reader = Reader.create(message);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const field = tag >>> 3;
    if ((tag & 7) !== LENGTH_DELIMITED || (wanted !== null && field !== wanted)) {
      reader.skipType(tag & 7);
    } else {
      visit(reader.bytes(), field);
    }
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
