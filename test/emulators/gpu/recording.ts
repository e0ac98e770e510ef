/** One kernel sent to the device. */
export interface Dispatch {
  /** The pipeline's label: the runtime's name of the kernel. */
  readonly kernel: string;
  /** A hash of its WGSL; `kernel#shader` is the key of `Recorder.shaders`. */
  readonly shader: string;
  readonly groups: readonly [x: number, y: number, z: number];
  /** Of all bound buffers, or of the bound parts of them. */
  readonly boundBytes: number;
}

/** What a device was asked for in some time. Sizes in bytes. */
export class Recording {
  readonly dispatches: Dispatch[] = [];
  submits = 0;
  passes = 0;
  /** Compute pipelines made: compiled kernels. */
  pipelines = 0;
  bindGroups = 0;
  uniformWrites = 0;
  /** Written from the host's memory to anything but uniforms. */
  uploaded = 0;
  /** Mapped for reading. */
  downloaded = 0;
  /** From one buffer to another. */
  copied = 0;
  clears = 0;
  cleared = 0;
  /** Buffers made. */
  buffers = 0;
  allocated = 0;
  /** The most that was alive at once. */
  peak: number;

  /** `resident`: what was alive at the start. */
  constructor(resident: number) {
    this.peak = resident;
  }
}

/** Collects over the life of a process; one recording follows the other. */
export class Recorder {
  /** Bytes of all buffers that were made and not destroyed. */
  resident = 0;
  /** WGSL by kernel and hash, such as `Conv2dMM#12lj3w7`. */
  readonly shaders = new Map<string, string>();
  /** What a real device would have refused, each text once. */
  readonly refusals = new Set<string>();
  current = new Recording(0);
  /** Called at each submission, before it counts. */
  onSubmit: () => void = () => undefined;

  /** Ends the current recording and gives it. */
  restart(): Recording {
    const ended = this.current;
    this.current = new Recording(this.resident);
    return ended;
  }

  /** A buffer was made. */
  grow(bytes: number): void {
    this.resident += bytes;
    const { current } = this;
    current.buffers++;
    current.allocated += bytes;
    current.peak = Math.max(current.peak, this.resident);
  }

  /** A buffer was destroyed. */
  shrink(bytes: number): void {
    this.resident -= bytes;
  }

  refuse(reason: string): void {
    this.refusals.add(reason);
  }
}
