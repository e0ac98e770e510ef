import type { RecordedBuffer } from './buffer';
import type { Recorder } from './recording';

export interface Pipeline {
  readonly kernel: string;
  readonly shader: string;
  getBindGroupLayout(index: number): object;
}

export interface BindGroup {
  readonly boundBytes: number;
}

export const nothing = (): void => undefined;

const MARKS = { pushDebugGroup: nothing, popDebugGroup: nothing, insertDebugMarker: nothing };

/** A `GPUCommandEncoder`. What it is told counts at once, not when it is submitted. */
export function recordedEncoder(recorder: Recorder, mostGroups: number): object {
  return {
    ...MARKS,
    beginComputePass: () => recordedPass(recorder, mostGroups),
    copyBufferToBuffer(from: RecordedBuffer, ...rest: readonly unknown[]) {
      // (from, to), (from, to, bytes) or (from, at, to, at, bytes)
      const isLong = typeof rest[0] === 'number';
      const to = rest[isLong ? 1 : 0] as RecordedBuffer;
      from.expect('COPY_SRC');
      to.expect('COPY_DST');
      recorder.current.copied += Number(rest[isLong ? 3 : 1] ?? from.size);
    },
    clearBuffer(buffer: RecordedBuffer, offset = 0, size = buffer.size - offset) {
      buffer.expect('COPY_DST');
      recorder.current.clears++;
      recorder.current.cleared += size;
    },
    resolveQuerySet: nothing,
    writeTimestamp: nothing,
    finish: () => ({}),
  };
}

/** A `GPUComputePassEncoder`. */
function recordedPass(recorder: Recorder, mostGroups: number): object {
  let pipeline: Pipeline | null = null;
  const bound = new Map<number, BindGroup>();
  recorder.current.passes++;
  const dispatch = (x: number, y: number, z: number): void => {
    if (pipeline === null) throw new Error('a dispatch without a pipeline');
    const { kernel, shader } = pipeline;
    if (Math.max(x, y, z) > mostGroups) {
      recorder.refuse(`${kernel}: ${x} × ${y} × ${z} workgroups`);
    }
    const boundBytes = [...bound.values()].reduce((sum, group) => sum + group.boundBytes, 0);
    recorder.current.dispatches.push({ kernel, shader, groups: [x, y, z], boundBytes });
  };
  return {
    ...MARKS,
    setPipeline(next: Pipeline) {
      pipeline = next;
    },
    setBindGroup(index: number, group: BindGroup | null) {
      if (group === null) bound.delete(index);
      else bound.set(index, group);
    },
    setImmediates: nothing,
    dispatchWorkgroups: (x: number, y = 1, z = 1) => dispatch(x, y, z),
    dispatchWorkgroupsIndirect: () => dispatch(0, 0, 0),
    end: nothing,
  };
}
