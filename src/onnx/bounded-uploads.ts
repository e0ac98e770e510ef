import { discard } from '../core/discard';
import type { Room } from './lazy-bytes';

/** Bytes that the browser sends in its command stream, which waits when it is full. */
const PIECE_BYTES = 256 * 1024;

/**
 * Makes the staging buffers, through which the runtime uploads weights, take ordinary memory and
 * send it in small pieces. A buffer that is mapped at creation is memory shared with the GPU's
 * process; a session is created without a pause in which any of it could be given back, so all
 * weights would be held there as well as on the GPU. Pieces cannot run ahead of the GPU's process.
 * A weight that is in `room` is sent from there: the runtime's copy to the staging buffer is then
 * one onto itself.
 */
export function boundUploads(device: GPUDevice, room: Room): void {
  const create = device.createBuffer.bind(device);
  const piece = new Uint8Array(PIECE_BYTES);
  device.createBuffer = (descriptor) => {
    const { mappedAtCreation, usage, size } = descriptor;
    const isStaging = usage === (GPUBufferUsage.MAP_WRITE | GPUBufferUsage.COPY_SRC);
    if (mappedAtCreation !== true || !isStaging) return create(descriptor);
    const staging = create({
      ...descriptor,
      mappedAtCreation: false,
      usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    });
    return Object.assign(staging, mapping(device, staging, size, room, piece));
  };
}

function mapping(
  device: GPUDevice,
  staging: GPUBuffer,
  size: number,
  room: Room,
  piece: Uint8Array<ArrayBuffer>,
): Pick<GPUBuffer, 'getMappedRange' | 'unmap'> {
  const lent = room.lend(size);
  const memory = lent ?? new ArrayBuffer(size);
  return {
    getMappedRange(offset = 0, length = size - offset) {
      if (offset !== 0 || length !== size) throw new RangeError('staging is mapped as a whole');
      return memory;
    },
    unmap() {
      for (let at = 0; at < size; at += PIECE_BYTES) {
        const bytes = new Uint8Array(memory, at, Math.min(PIECE_BYTES, size - at));
        piece.set(bytes);
        device.queue.writeBuffer(staging, at, piece, 0, bytes.byteLength);
      }
      if (lent === null) discard({ buffer: memory });
    },
  };
}
