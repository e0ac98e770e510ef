import { wrap } from './wrap';

/** What a device holds, and what crossed to it and back; bytes. */
export interface Traffic {
  /** Of buffers that were made and not destroyed. */
  alive: number;
  /** The most of them since somebody set it. */
  peak: number;
  /** Written from the host, uniforms left out. */
  up: number;
  /** Mapped for reading. */
  down: number;
}

/** Counts for all devices of this process from now on. */
export function countTraffic(): Traffic {
  const traffic: Traffic = { alive: 0, peak: 0, up: 0, down: 0 };
  const sizes = new WeakMap<GPUBuffer, number>();
  // A buffer that nobody destroys is freed with its handle.
  const forgotten = new FinalizationRegistry((size: number) => {
    traffic.alive -= size;
  });
  wrap(
    GPUDevice.prototype,
    'createBuffer',
    (create) =>
      function (this: GPUDevice, descriptor) {
        const buffer = create.call(this, descriptor);
        sizes.set(buffer, descriptor.size);
        forgotten.register(buffer, descriptor.size, buffer);
        traffic.alive += descriptor.size;
        // Written through its memory: inputs and small weights go up in this way.
        if (descriptor.mappedAtCreation === true) traffic.up += descriptor.size;
        traffic.peak = Math.max(traffic.peak, traffic.alive);
        return buffer;
      },
  );
  wrap(
    GPUBuffer.prototype,
    'destroy',
    (destroy) =>
      function (this: GPUBuffer) {
        traffic.alive -= sizes.get(this) ?? 0;
        sizes.delete(this);
        forgotten.unregister(this);
        destroy.call(this);
      },
  );
  wrap(
    GPUBuffer.prototype,
    'mapAsync',
    (map) =>
      function (this: GPUBuffer, mode, offset, size) {
        if (mode === GPUMapMode.READ) traffic.down += size ?? this.size - (offset ?? 0);
        return map.call(this, mode, offset, size);
      },
  );
  wrap(
    GPUQueue.prototype,
    'writeBuffer',
    (write) =>
      function (this: GPUQueue, buffer, at, data, from = 0, count) {
        const bytes = writtenBytes(data, from, count);
        if ((buffer.usage & GPUBufferUsage.UNIFORM) === 0) traffic.up += bytes.byteLength;
        write.call(this, buffer, at, bytes, 0, bytes.byteLength);
      },
  );
  return traffic;
}

/**
 * What `GPUQueue.writeBuffer` would take of `data`: `from` and `count` are elements of a typed array,
 * else bytes. Dawn for Node takes no views of shared memory, which the runtime's heap is.
 */
function writtenBytes(
  data: AllowSharedBufferSource,
  from: number,
  count: number | undefined,
): Uint8Array<ArrayBuffer> {
  const width = 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  const whole = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  const part = whole.subarray(
    from * width,
    count === undefined ? undefined : (from + count) * width,
  );
  return isOwn(part) ? part : new Uint8Array(part);
}

function isOwn(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}
