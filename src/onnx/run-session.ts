import type * as ort from 'onnxruntime-web';
import type { DeviceTensors } from './device-tensors';
import type { InputTensor, SessionSource, TakeOutput, Tensor } from './session';
import type { RoutedWeights } from './weight-routes';

/** A session of the runtime, with its weights. */
export interface CreatedSession extends RoutedWeights, Pick<SessionSource, 'staying'> {
  readonly handle: ort.InferenceSession;
}

export interface SessionRun {
  readonly inputs: Readonly<Record<string, InputTensor>>;
  /** Takes over outputs that stay; undefined: all come to the host. */
  readonly take: TakeOutput | undefined;
  /** null: there is no memory but the host's. */
  readonly tensors: DeviceTensors<ort.Tensor> | null;
  /** Tensors in host memory that were made and not yet freed. */
  readonly live: { tensors: number };
}

type Tensors = Readonly<Record<string, Tensor>>;

/**
 * Runs a session once. Its inputs count as alive until it ends.
 *
 * @throws what the runtime throws, or the device's error that came beside it
 */
export async function runSession(
  { ort: { Tensor: OrtTensor }, takeError }: { ort: typeof ort; takeError: () => Error | null },
  { handle, feeds, staying }: CreatedSession,
  { inputs, take, tensors, live }: SessionRun,
): Promise<Tensors> {
  const count = Object.keys(inputs).length;
  live.tensors += count;
  const rooms =
    take === undefined || tensors === null
      ? []
      : staying.map(({ name, ...type }) => ({ name, ...tensors.make(type) }));
  try {
    takeError();
    const given = {
      ...feeds,
      ...mapValues(inputs, (input) => handleOf(OrtTensor, input, tensors)),
    };
    const outputs = await (rooms.length === 0
      ? handle.run(given)
      : handle.run(given, {
          ...Object.fromEntries(handle.outputNames.map((name) => [name, null])),
          ...Object.fromEntries(rooms.map((room) => [room.name, room.handle])),
        }));
    const stayed = new Set(rooms.map(({ name }) => name));
    const coming = Object.entries(outputs).filter(([name]) => !stayed.has(name));
    const taken = takeAll(Object.fromEntries(coming), live);
    const error = takeError();
    if (error !== null) throw error;
    for (const { name, tensor } of rooms) take?.(name, tensor);
    return taken;
  } catch (error) {
    await Promise.all(rooms.map(({ tensor }) => tensor.dispose()));
    throw error;
  } finally {
    live.tensors -= count;
  }
}

function handleOf(
  OrtTensor: typeof ort.Tensor,
  input: InputTensor,
  tensors: DeviceTensors<ort.Tensor> | null,
): ort.Tensor {
  if (!('data' in input)) {
    if (tensors === null) throw new TypeError('a tensor of another device');
    return tensors.handleOf(input);
  }
  const { data, dims } = input;
  return data instanceof BigInt64Array
    ? new OrtTensor('int64', data, dims)
    : new OrtTensor('float32', data, dims);
}

/** Values of all outputs, which count as alive until then, and end even when of no use. */
function takeAll(
  outputs: ort.InferenceSession.OnnxValueMapType,
  live: SessionRun['live'],
): Tensors {
  const held = Object.values(outputs);
  live.tensors += held.length;
  try {
    return mapValues(outputs, valuesOf);
  } finally {
    for (const tensor of held) {
      tensor.dispose();
      live.tensors--;
    }
  }
}

/** Values of an output; the GPU's are in host memory already, and outlive the tensor's own hold. */
function valuesOf({ data, dims }: ort.InferenceSession.OnnxValueMapType[string]): Tensor {
  if (!(data instanceof Float32Array)) throw new TypeError('the network gave no 32-bit floats');
  return { data, dims };
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
