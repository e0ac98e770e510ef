import { byteLength, type TensorType } from './dtype';
import type { DeviceTensor } from './session';
import { bufferBytes } from './upload';

/** Outputs in buffers of our own: the runtime's would not outlive the session that gave them. */
export interface DeviceTensors<Handle> {
  /** Room for an output, and the runtime's handle of it. */
  make(type: TensorType): { readonly tensor: DeviceTensor; readonly handle: Handle };
  /** The runtime's handle of one that was made here and not disposed of. */
  handleOf(tensor: DeviceTensor): Handle;
  /** How many are alive. */
  readonly count: number;
  /** Disposes of all. */
  clear(): void;
}

/**
 * `handleFor` makes the runtime's handle of a buffer; `turn` runs work after what is queued on the
 * device, and rejects when it is lost.
 */
export function createDeviceTensors<Handle>(
  device: GPUDevice,
  handleFor: (buffer: GPUBuffer, dims: readonly number[]) => Handle,
  turn: <T>(work: () => Promise<T>) => Promise<T>,
): DeviceTensors<Handle> {
  const alive = new Map<DeviceTensor, { readonly handle: Handle; readonly buffer: GPUBuffer }>();

  const dispose = (tensor: DeviceTensor): void => {
    // What was submitted with it still runs.
    alive.get(tensor)?.buffer.destroy();
    alive.delete(tensor);
  };

  return {
    make(type) {
      const { dtype, shape } = type;
      if (dtype !== 'float32') throw new TypeError(`a ${dtype} output cannot stay on the device`);
      const size = bufferBytes(byteLength(type));
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
      const handle = handleFor(buffer, shape);
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
