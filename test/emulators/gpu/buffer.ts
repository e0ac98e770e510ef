import type { Recorder } from './recording';

/** `GPUBufferUsage`. */
export const USAGE = {
  MAP_READ: 1,
  MAP_WRITE: 2,
  COPY_SRC: 4,
  COPY_DST: 8,
  INDEX: 16,
  VERTEX: 32,
  UNIFORM: 64,
  STORAGE: 128,
  INDIRECT: 256,
  QUERY_RESOLVE: 512,
} as const;

/** `GPUMapMode`. */
export const MAP_MODE = { READ: 1, WRITE: 2 } as const;

export interface BufferDescriptor {
  readonly label?: string;
  readonly size: number;
  readonly usage: number;
  readonly mappedAtCreation?: boolean;
}

/**
 * Answers of a device arrive in a task of their own: memory that was posted away is given back
 * between tasks only.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Of each size one, which nobody writes to: pages that are only read take no memory. */
const ZEROS = new Map<number, ArrayBuffer>();

function zeros(size: number): ArrayBuffer {
  const known = ZEROS.get(size) ?? new ArrayBuffer(size);
  ZEROS.set(size, known);
  return known;
}

/** A `GPUBuffer` without memory: it reads as zeros. */
export class RecordedBuffer {
  label: string;
  readonly size: number;
  readonly usage: number;
  readonly #recorder: Recorder;
  #state: 'unmapped' | 'mapped' | 'destroyed';

  constructor(
    recorder: Recorder,
    { label = '', size, usage, mappedAtCreation = false }: BufferDescriptor,
  ) {
    this.#recorder = recorder;
    this.label = label;
    this.size = size;
    this.usage = usage;
    this.#state = mappedAtCreation ? 'mapped' : 'unmapped';
    recorder.grow(size);
  }

  get mapState(): 'mapped' | 'unmapped' {
    return this.#state === 'mapped' ? 'mapped' : 'unmapped';
  }

  mapAsync(mode: number, offset = 0, size = this.size - offset): Promise<void> {
    this.expect(mode === MAP_MODE.READ ? 'MAP_READ' : 'MAP_WRITE');
    if (mode === MAP_MODE.READ) this.#recorder.current.downloaded += size;
    this.#state = 'mapped';
    return nextTurn();
  }

  getMappedRange(offset = 0, size = this.size - offset): ArrayBuffer {
    if (this.#state !== 'mapped') throw new Error('the buffer is not mapped');
    if ((this.usage & USAGE.MAP_READ) !== 0) return zeros(size);
    this.#recorder.current.uploaded += size;
    return new ArrayBuffer(size);
  }

  unmap(): void {
    if (this.#state === 'mapped') this.#state = 'unmapped';
  }

  destroy(): void {
    if (this.#state !== 'destroyed') this.#recorder.shrink(this.size);
    this.#state = 'destroyed';
  }

  /** Notes it where the device is to use the buffer and may not. */
  expect(usage: keyof typeof USAGE): void {
    const { usage: own, size } = this;
    if ((own & USAGE[usage]) === 0) {
      this.#recorder.refuse(`a buffer of ${size} bytes and usage ${own} as ${usage}`);
    }
    if (this.#state !== 'unmapped') {
      this.#recorder.refuse(`a buffer that is ${this.#state}, as ${usage}`);
    }
  }
}
