import type * as ort from 'onnxruntime-web';
import { byteLength, type TensorType } from './dtype';
import type { DeviceTensor } from './session';

type Ort = typeof ort;

/** Outputs in buffers of our own: the runtime's would not outlive the session that gave them. */
export interface DeviceTensors {
  /** Room for an output, and the runtime's handle of it. */
  make(type: TensorType): { readonly tensor: DeviceTensor; readonly handle: ort.Tensor };
  /** The runtime's handle of one that was made here and not disposed of. */
  handleOf(tensor: DeviceTensor): ort.Tensor;
  /** How many are alive. */
  readonly count: number;
  /** Disposes of all. */
  clear(): void;
}

/** The runtime binds multiples of this. */
const ALIGNMENT = 16;

/** `turn` runs work after what is queued on the device, and rejects when it is lost. */
export function createDeviceTensors(
  { Tensor: Handle }: Pick<Ort, 'Tensor'>,
  device: GPUDevice,
  turn: <T>(work: () => Promise<T>) => Promise<T>,
): DeviceTensors {
  const alive = new Map<
    DeviceTensor,
    { readonly handle: ort.Tensor; readonly buffer: GPUBuffer }
  >();

  const dispose = (tensor: DeviceTensor): void => {
    // What was submitted with it still runs.
    alive.get(tensor)?.buffer.destroy();
    alive.delete(tensor);
  };

  return {
    make(type) {
      const { dtype, shape } = type;
      if (dtype !== 'float32') throw new TypeError(`a ${dtype} output cannot stay on the device`);
      const size = Math.ceil(byteLength(type) / ALIGNMENT) * ALIGNMENT;
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
      const buffer = device.createBuffer({ size, usage });
      const tensor: DeviceTensor = {
        dims: shape,
        byteLength: byteLength(type),
        read: () =>
          turn(async () => ({ dims: shape, data: await numbersIn(device, buffer, type) })),
        dispose() {
          dispose(tensor);
          return Promise.resolve();
        },
      };
      const handle = Handle.fromGpuBuffer(buffer, { dataType: dtype, dims: shape });
      alive.set(tensor, { handle, buffer });
      return { tensor, handle };
    },
    handleOf(tensor) {
      const found = alive.get(tensor);
      if (found === undefined) {
        throw new Error('a tensor that was disposed of, or belongs to another runtime');
      }
      return found.handle;
    },
    get count() {
      return alive.size;
    },
    clear() {
      for (const tensor of [...alive.keys()]) dispose(tensor);
    },
  };
}

async function numbersIn(
  device: GPUDevice,
  buffer: GPUBuffer,
  type: TensorType,
): Promise<Float32Array> {
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = device.createBuffer({ size: buffer.size, usage });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return new Float32Array(staging.getMappedRange().slice(0, byteLength(type)));
  } finally {
    staging.destroy();
  }
}
