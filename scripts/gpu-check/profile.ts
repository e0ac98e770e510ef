import { wrap } from './wrap';

/** One kernel, as the device ran it. */
export interface Timed {
  /** The pipeline's label: the runtime's name of the kernel. */
  readonly kernel: string;
  /** null: the device tells no times. */
  readonly ms: number | null;
}

/** Runs `work` and gives all kernels that it sent to `device`, each timed by itself. */
export type Profile = (
  device: GPUDevice,
  work: () => Promise<unknown>,
) => Promise<readonly Timed[]>;

interface Event {
  readonly kernel: string;
  readonly set: number;
  readonly index: number;
}

/** Places of a set of timestamps; two for each kernel. */
const QUERIES = 4096;

/**
 * For all devices of this process. While it profiles, every dispatch has a pass of its own, with a
 * timestamp before and after.
 */
export function createProfile(): Profile {
  const names = nameKernels();
  const events: Event[] = [];
  const sets: GPUQuerySet[] = [];
  let profiled: GPUDevice | null = null;

  const timedPass = (
    device: GPUDevice,
    kernel: string,
    begin: (descriptor: GPUComputePassDescriptor) => GPUComputePassEncoder,
  ): GPUComputePassEncoder => {
    const index = (2 * events.length) % QUERIES;
    if (!device.features.has('timestamp-query')) {
      events.push({ kernel, set: -1, index });
      return begin({});
    }
    if (index === 0) sets.push(device.createQuerySet({ type: 'timestamp', count: QUERIES }));
    const querySet = sets.at(-1);
    if (querySet === undefined) throw new TypeError('a timestamp without its set');
    events.push({ kernel, set: sets.length - 1, index });
    return begin({
      timestampWrites: {
        querySet,
        beginningOfPassWriteIndex: index,
        endOfPassWriteIndex: index + 1,
      },
    });
  };

  wrap(
    GPUCommandEncoder.prototype,
    'beginComputePass',
    (begin) =>
      function (this: GPUCommandEncoder, descriptor) {
        const device = profiled;
        if (device === null) return begin.call(this, descriptor);
        return passOfPasses((pipeline) =>
          timedPass(device, names.get(pipeline) ?? '?', (own) => begin.call(this, own)),
        );
      },
  );

  return async (device, work) => {
    events.length = 0;
    sets.length = 0;
    profiled = device;
    try {
      await work();
    } finally {
      profiled = null;
    }
    await device.queue.onSubmittedWorkDone();
    const times: BigUint64Array[] = [];
    for (const set of sets) times.push(await readTimestamps(device, set));
    return events.map(({ kernel, set, index }) => {
      const [from, to] = times[set]?.subarray(index, index + 2) ?? [];
      return {
        kernel,
        ms: from === undefined || to === undefined ? null : Number(to - from) / 1e6,
      };
    });
  };
}

/** A pass whose dispatches each begin and end one. Of computing, what the runtime uses. */
function passOfPasses(
  begin: (pipeline: GPUComputePipeline) => GPUComputePassEncoder,
): GPUComputePassEncoder {
  let pipeline: GPUComputePipeline | null = null;
  let group: GPUBindGroup | null = null;
  const nothing = (): undefined => undefined;
  const pass = {
    label: '',
    setPipeline(next: GPUComputePipeline) {
      pipeline = next;
    },
    setBindGroup(index: number, next: GPUBindGroup) {
      if (index !== 0) throw new RangeError('the profile knows kernels with one bind group');
      group = next;
    },
    dispatchWorkgroups(x: number, y = 1, z = 1) {
      if (pipeline === null) throw new TypeError('a dispatch without a pipeline');
      const own = begin(pipeline);
      own.setPipeline(pipeline);
      own.setBindGroup(0, group);
      own.dispatchWorkgroups(x, y, z);
      own.end();
    },
    end: nothing,
    pushDebugGroup: nothing,
    popDebugGroup: nothing,
    insertDebugMarker: nothing,
  };
  return pass as unknown as GPUComputePassEncoder;
}

async function readTimestamps(device: GPUDevice, set: GPUQuerySet): Promise<BigUint64Array> {
  const size = QUERIES * BigUint64Array.BYTES_PER_ELEMENT;
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const resolved = device.createBuffer({ size, usage: QUERY_RESOLVE | COPY_SRC });
  const read = device.createBuffer({ size, usage: MAP_READ | COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.resolveQuerySet(set, 0, QUERIES, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, read, 0, size);
  device.queue.submit([encoder.finish()]);
  await read.mapAsync(GPUMapMode.READ);
  const times = new BigUint64Array(read.getMappedRange().slice(0));
  for (const one of [read, resolved, set]) one.destroy();
  return times;
}

function nameKernels(): WeakMap<GPUComputePipeline, string> {
  const names = new WeakMap<GPUComputePipeline, string>();
  const nameOf = ({ label, compute }: GPUComputePipelineDescriptor): string =>
    [label, compute.module.label].find((text) => text !== undefined && text !== '') ?? 'unnamed';
  wrap(
    GPUDevice.prototype,
    'createComputePipeline',
    (create) =>
      function (this: GPUDevice, descriptor) {
        const pipeline = create.call(this, descriptor);
        names.set(pipeline, nameOf(descriptor));
        return pipeline;
      },
  );
  wrap(
    GPUDevice.prototype,
    'createComputePipelineAsync',
    (create) =>
      async function (this: GPUDevice, descriptor) {
        const pipeline = await create.call(this, descriptor);
        names.set(pipeline, nameOf(descriptor));
        return pipeline;
      },
  );
  return names;
}
