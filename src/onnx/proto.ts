import { Writer } from 'protobufjs/minimal';

/**
 * The part of ONNX's protobuf schema (onnx.proto3) that a graph with external weights needs.
 * Fields are written from tables with protobufjs' `Writer`: its reflection compiles code at run
 * time, which a page under a strict content security policy may not do.
 */
export interface ModelProto {
  readonly irVersion: number;
  readonly producerName: string;
  readonly graph: GraphProto;
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[];
}

export interface GraphProto {
  readonly node: readonly NodeProto[];
  readonly name: string;
  readonly initializer: readonly TensorProto[];
  readonly input: readonly ValueInfoProto[];
  readonly output: readonly ValueInfoProto[];
}

export interface NodeProto {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name: string;
  readonly opType: string;
  readonly attribute: readonly AttributeProto[];
  readonly domain: string;
}

export interface AttributeProto {
  readonly name: string;
  readonly type: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly floats?: readonly number[];
  readonly ints?: readonly number[];
}

export interface TensorProto {
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly name: string;
  readonly rawData?: Uint8Array;
  readonly externalData?: readonly { readonly key: string; readonly value: string }[];
  readonly dataLocation?: number;
}

export interface ValueInfoProto {
  readonly name: string;
  readonly type: { readonly tensorType: TensorTypeProto };
}

export interface TensorTypeProto {
  readonly elemType: number;
  readonly shape: { readonly dim: readonly { readonly dimValue: number }[] };
}

export const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, floats: 6, ints: 7 } as const;
export const DATA_LOCATION_EXTERNAL = 1;

type Scalar = 'int64' | 'int32' | 'float' | 'string' | 'bytes';
interface Field {
  readonly number: number;
  readonly type: Scalar | Table;
}
/** Fields in the order of their numbers, keyed by the names of the interfaces above. */
type Table = Readonly<Record<string, Field>>;

const field = (number: number, type: Scalar | Table): Field => ({ number, type });

const STRING_ENTRY: Table = { key: field(1, 'string'), value: field(2, 'string') };

const TENSOR: Table = {
  dims: field(1, 'int64'),
  dataType: field(2, 'int32'),
  name: field(8, 'string'),
  rawData: field(9, 'bytes'),
  externalData: field(13, STRING_ENTRY),
  dataLocation: field(14, 'int32'),
};

const ATTRIBUTE: Table = {
  name: field(1, 'string'),
  f: field(2, 'float'),
  i: field(3, 'int64'),
  s: field(4, 'bytes'),
  floats: field(7, 'float'),
  ints: field(8, 'int64'),
  type: field(20, 'int32'),
};

const NODE: Table = {
  input: field(1, 'string'),
  output: field(2, 'string'),
  name: field(3, 'string'),
  opType: field(4, 'string'),
  attribute: field(5, ATTRIBUTE),
  domain: field(7, 'string'),
};

const VALUE_INFO: Table = {
  name: field(1, 'string'),
  type: field(2, {
    tensorType: field(1, {
      elemType: field(1, 'int32'),
      shape: field(2, { dim: field(1, { dimValue: field(1, 'int64') }) }),
    }),
  }),
};

const MODEL: Table = {
  irVersion: field(1, 'int64'),
  producerName: field(2, 'string'),
  graph: field(7, {
    node: field(1, NODE),
    name: field(2, 'string'),
    initializer: field(5, TENSOR),
    input: field(11, VALUE_INFO),
    output: field(12, VALUE_INFO),
  }),
  opsetImport: field(8, { domain: field(1, 'string'), version: field(2, 'int64') }),
};

export function encodeModel(model: ModelProto): Uint8Array {
  const writer = Writer.create();
  writeMessage(writer, MODEL, model);
  return writer.finish();
}

function writeMessage(writer: Writer, table: Table, message: object): void {
  for (const [name, { number, type }] of Object.entries(table)) {
    const value = (message as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    // Repeated numbers go one by one: readers must accept that for packed fields as well.
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      writeField(writer, number, type, item);
    }
  }
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

function writeField(writer: Writer, number: number, type: Scalar | Table, value: unknown): void {
  const tag = (wireType: number): Writer => writer.uint32((number << 3) | wireType);
  switch (type) {
    case 'int64':
      tag(VARINT).int64(value as number);
      break;
    case 'int32':
      tag(VARINT).int32(value as number);
      break;
    case 'float':
      tag(FIXED32).float(value as number);
      break;
    case 'string':
      tag(LENGTH_DELIMITED).string(value as string);
      break;
    case 'bytes':
      tag(LENGTH_DELIMITED).bytes(value as Uint8Array);
      break;
    default:
      tag(LENGTH_DELIMITED).fork();
      writeMessage(writer, type, value as object);
      writer.ldelim();
  }
}
