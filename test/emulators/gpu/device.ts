import { nextTurn, RecordedBuffer, USAGE, type BufferDescriptor } from './buffer';
import { nothing, recordedEncoder, type BindGroup, type Pipeline } from './encoder';
import type { Limits } from './limits';
import type { Recorder } from './recording';

interface ShaderModule {
  readonly label: string;
  readonly code: string;
}

type ShaderDescriptor = Partial<ShaderModule> & Pick<ShaderModule, 'code'>;

interface ShaderMessages {
  getCompilationInfo(): Promise<{ readonly messages: readonly never[] }>;
}

interface PipelineDescriptor {
  readonly label?: string;
  readonly compute: { readonly module: ShaderModule };
}

interface BufferBinding {
  readonly buffer: RecordedBuffer;
  readonly offset?: number;
  readonly size?: number;
}

interface BindGroupDescriptor {
  readonly entries: Iterable<{ readonly resource: RecordedBuffer | BufferBinding }>;
}

export class RecordedOutOfMemory extends Error {}
export class RecordedInvalid extends Error {}

/** A `GPUDevice` for computing: textures, rendering and timestamps are left out. */
export class RecordedDevice extends EventTarget {
  label = '';
  onuncapturederror: unknown = null;
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  readonly queue: object;
  readonly #recorder: Recorder;
  readonly #memoryBytes: number;
  readonly #scopes: { readonly filter: string; error: Error | null }[] = [];
  #lose: (info: { readonly reason: string; readonly message: string }) => void = nothing;

  constructor(
    recorder: Recorder,
    readonly features: ReadonlySet<string>,
    readonly limits: Limits,
    readonly adapterInfo: object,
    memoryBytes: number,
  ) {
    super();
    this.#recorder = recorder;
    this.#memoryBytes = memoryBytes;
    this.queue = recordedQueue(recorder);
    this.lost = new Promise((resolve) => {
      this.#lose = resolve;
    });
  }

  /** What happens when the driver gives up on it. */
  lose(message: string): void {
    this.#lose({ reason: 'unknown', message });
  }

  destroy(): void {
    this.#lose({ reason: 'destroyed', message: 'the device was destroyed' });
  }

  pushErrorScope(filter: string): void {
    this.#scopes.push({ filter, error: null });
  }

  async popErrorScope(): Promise<Error | null> {
    const scope = this.#scopes.pop();
    if (scope === undefined) throw new Error('no error scope is open');
    await nextTurn();
    return scope.error;
  }

  createBuffer(descriptor: BufferDescriptor): RecordedBuffer {
    const { size } = descriptor;
    if (size > this.#limit('maxBufferSize')) {
      const refusal = `maxBufferSize: a buffer of ${size} bytes`;
      this.#recorder.refuse(refusal);
      this.#report('validation', new RecordedInvalid(refusal));
    }
    const buffer = new RecordedBuffer(this.#recorder, descriptor);
    if (this.#recorder.resident > this.#memoryBytes) {
      this.#report('out-of-memory', new RecordedOutOfMemory(`no room for ${size} bytes`));
    }
    return buffer;
  }

  createShaderModule({ label = '', code }: ShaderDescriptor): ShaderModule & ShaderMessages {
    return { label, code, getCompilationInfo: () => Promise.resolve({ messages: [] }) };
  }

  createBindGroupLayout(): object {
    return {};
  }

  createPipelineLayout(): object {
    return {};
  }

  createComputePipeline({ label, compute }: PipelineDescriptor): Pipeline {
    const { module } = compute;
    const kernel = label ?? (module.label || 'unnamed');
    const shader = hash(module.code);
    this.#recorder.current.pipelines++;
    this.#recorder.shaders.set(`${kernel}#${shader}`, module.code);
    return { kernel, shader, getBindGroupLayout: () => ({}) };
  }

  createComputePipelineAsync(descriptor: PipelineDescriptor): Promise<Pipeline> {
    return Promise.resolve(this.createComputePipeline(descriptor));
  }

  createBindGroup({ entries }: BindGroupDescriptor): BindGroup {
    this.#recorder.current.bindGroups++;
    const bindings = [...entries].map(({ resource }) =>
      resource instanceof RecordedBuffer ? { buffer: resource } : resource,
    );
    const storage = bindings.filter(({ buffer }) => (buffer.usage & USAGE.STORAGE) !== 0);
    if (storage.length > this.#limit('maxStorageBuffersPerShaderStage')) {
      this.#recorder.refuse(`maxStorageBuffersPerShaderStage: ${storage.length}`);
    }
    return { boundBytes: bindings.reduce((sum, binding) => sum + this.#boundBytes(binding), 0) };
  }

  createQuerySet(): object {
    return { destroy: nothing };
  }

  createCommandEncoder(): object {
    return recordedEncoder(this.#recorder, this.#limit('maxComputeWorkgroupsPerDimension'));
  }

  #boundBytes({ buffer, offset = 0, size = buffer.size - offset }: BufferBinding): number {
    const isUniform = (buffer.usage & USAGE.UNIFORM) !== 0;
    buffer.expect(isUniform ? 'UNIFORM' : 'STORAGE');
    const limit = isUniform ? 'maxUniformBufferBindingSize' : 'maxStorageBufferBindingSize';
    if (size > this.#limit(limit)) this.#recorder.refuse(`${limit}: a binding of ${size} bytes`);
    if (offset % this.#limit('minStorageBufferOffsetAlignment') !== 0) {
      this.#recorder.refuse(`minStorageBufferOffsetAlignment: a binding at ${offset}`);
    }
    return size;
  }

  /**
   * WebGPU tells it beside the call, to the innermost scope that wants such an error or else to all,
   * and the buffer exists as far as JavaScript can see.
   */
  #report(filter: string, error: Error): void {
    const scope = this.#scopes.findLast((open) => open.filter === filter);
    if (scope !== undefined) {
      scope.error ??= error;
      return;
    }
    const event = Object.assign(new Event('uncapturederror'), { error });
    queueMicrotask(() => this.dispatchEvent(event));
  }

  #limit(name: string): number {
    const limit = this.limits[name];
    if (limit === undefined) throw new Error(`no limit ${name}`);
    return limit;
  }
}

/** A `GPUQueue`: whatever it is given is done at once. */
function recordedQueue(recorder: Recorder): object {
  return {
    label: '',
    submit() {
      recorder.onSubmit();
      recorder.current.submits++;
    },
    writeBuffer(
      buffer: RecordedBuffer,
      _offset: number,
      data: ArrayBuffer | ArrayBufferView,
      from = 0,
      count?: number,
    ) {
      buffer.expect('COPY_DST');
      if ((buffer.usage & USAGE.UNIFORM) !== 0) recorder.current.uniformWrites++;
      else recorder.current.uploaded += writtenBytes(data, from, count);
    },
    onSubmittedWorkDone: nextTurn,
  };
}

/** As `GPUQueue.writeBuffer` counts: elements of a typed array, else bytes. */
function writtenBytes(data: ArrayBuffer | ArrayBufferView, from: number, count?: number): number {
  const width = 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
  return count === undefined ? data.byteLength - from * width : count * width;
}

function hash(text: string): string {
  let value = 0;
  for (let i = 0; i < text.length; i++) value = (value * 31 + text.charCodeAt(i)) | 0;
  return (value >>> 0).toString(36);
}
