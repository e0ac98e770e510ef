import { byteLength, DTYPES } from './dtype';
import { blocksOfRow, QUANT_BLOCK, type Quantisation } from './upload';
import { quantiseShader, TASK_BYTES, taskWords, WIDEN, WORKGROUP } from './weight-shaders';
import type { ShaderTask } from './weight-shaders';
import type { Piece } from './weight-slices';

/** Makes weights on a device of the bytes that a file holds for them. */
export interface WeightMaker {
  /**
   * Sends the stored bytes of a piece, and makes of them what `buffers` are to hold there. Borrows
   * the bytes until it returns. Errors come as the device reports errors.
   */
  make(piece: Piece, buffers: readonly GPUBuffer[], stored: Uint8Array<ArrayBuffer>): void;
  /** Frees the memory that stored bytes and tasks go through. */
  release(): void;
}

/** A range of a buffer that results go to, in bytes. */
interface Target {
  readonly buffer: GPUBuffer;
  readonly begin: number;
  readonly end: number;
}

export function createWeightMaker(device: GPUDevice): WeightMaker {
  const pipelines = new Map<string, GPUComputePipeline>();
  /** Stored bytes go through it, one piece after the other in the order of the queue. */
  let scratch: GPUBuffer | null = null;
  let task: GPUBuffer | null = null;

  const pipelineOf = (code: string): GPUComputePipeline => {
    const known = pipelines.get(code);
    if (known !== undefined) return known;
    const module = device.createShaderModule({ code });
    const made = device.createComputePipeline({
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
    });
    pipelines.set(code, made);
    return made;
  };

  const sendToScratch = (stored: Uint8Array<ArrayBuffer>): GPUBuffer => {
    const bytes = inWords(stored);
    if (scratch === null || scratch.size < bytes.byteLength) {
      scratch?.destroy();
      scratch = device.createBuffer({
        size: bytes.byteLength,
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
      });
    }
    device.queue.writeBuffer(scratch, 0, bytes);
    return scratch;
  };

  const sendTask = (what: ShaderTask): GPUBuffer => {
    task ??= device.createBuffer({
      size: TASK_BYTES,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(task, 0, taskWords(what));
    return task;
  };

  const dispatch = (
    code: string,
    stored: Uint8Array<ArrayBuffer>,
    targets: readonly Target[],
    what: Pick<ShaderTask, 'count' | 'rows' | 'inputs'>,
  ): void => {
    const windows = targets.map(windowOf);
    const [made, scales] = windows;
    if (made === undefined) throw new TypeError('nowhere to put the result');
    const source = sendToScratch(stored);
    const params = sendTask({
      ...what,
      firstWord: made.firstWord,
      firstScaleWord: scales?.firstWord ?? 0,
    });
    const pipeline = pipelineOf(code);
    const bound = [
      { buffer: params },
      { buffer: source, size: inWords(stored).byteLength },
      ...windows.map(({ buffer, offset, size }) => ({ buffer, offset, size })),
    ];
    const group = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: bound.map((resource, binding) => ({ binding, resource })),
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    const groups = Math.ceil(what.count / WORKGROUP);
    const across = Math.min(groups, device.limits.maxComputeWorkgroupsPerDimension);
    pass.dispatchWorkgroups(across, Math.ceil(groups / across));
    pass.end();
    device.queue.submit([encoder.finish()]);
  };

  return {
    make({ making: { from, upload }, offset }, [buffer, scales], stored) {
      if (buffer === undefined) throw new TypeError('a weight without its buffer');
      const size = DTYPES[from.dtype].bytes;
      if (upload.by === 'copy') {
        device.queue.writeBuffer(buffer, offset, inWords(stored));
      } else if (upload.by === 'widen') {
        const pairs = inWords(stored).byteLength / 4;
        const begin = (offset / size) * 4;
        const what = { count: pairs, rows: 0, inputs: 0 };
        dispatch(WIDEN, stored, [{ buffer, begin, end: begin + pairs * 8 }], what);
      } else {
        if (scales === undefined) throw new TypeError('a weight without its scales');
        const { how } = upload;
        const rowBytes = how.inputs * size;
        const rows = stored.byteLength / rowBytes;
        const code = quantiseShader(from.dtype, how.bits, how.scales);
        const targets = quantisedTargets([buffer, scales], how, offset / rowBytes, rows);
        const count = Math.ceil((rows * blocksOfRow(how.inputs)) / 2);
        dispatch(code, stored, targets, { count, rows, inputs: how.inputs });
      }
    },
    release() {
      scratch?.destroy();
      task?.destroy();
      scratch = null;
      task = null;
    },
  };
}

function quantisedTargets(
  [packed, scales]: readonly [GPUBuffer, GPUBuffer],
  how: Quantisation,
  firstRow: number,
  rows: number,
): readonly Target[] {
  const first = firstRow * blocksOfRow(how.inputs);
  const last = first + rows * blocksOfRow(how.inputs);
  const blockBytes = (QUANT_BLOCK * how.bits) / 8;
  const scaleBytes = byteLength({ dtype: how.scales, shape: [1] });
  return [
    { buffer: packed, begin: first * blockBytes, end: last * blockBytes },
    { buffer: scales, begin: first * scaleBytes, end: last * scaleBytes },
  ];
}

/** What a shader may bind: it begins at a multiple of 256 bytes. */
const BINDING_ALIGNMENT = 256;

function windowOf({ buffer, begin, end }: Target) {
  const offset = Math.floor(begin / BINDING_ALIGNMENT) * BINDING_ALIGNMENT;
  const size = Math.ceil((end - offset) / 4) * 4;
  return { buffer, offset, size, firstWord: (begin - offset) / 4 };
}

/** The same bytes, with zeros up to a multiple of 4: what the queue takes, and shaders read. */
function inWords(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes.byteLength % 4 === 0) return bytes;
  const padded = new Uint8Array(Math.ceil(bytes.byteLength / 4) * 4);
  padded.set(bytes);
  return padded;
}
