import type { SafetensorsFile } from '../../../../src/weights/safetensors';

/** What was read of a file's tensors. */
export interface ReadCounts {
  /** Bytes by name of tensor. */
  readonly bytes: Map<string, number>;
  /** Time of all reads together, which overlap where they are asynchronous, milliseconds. */
  ms: number;
}

/** A file that notes what is read of it. */
export function countedFile(file: SafetensorsFile, counts: ReadCounts): SafetensorsFile {
  const tensors = new Map(
    [...file.tensors].map(([name, tensor]) => [
      name,
      {
        ...tensor,
        read(offset: number, length: number, room?: Uint8Array) {
          const from = performance.now();
          const bytes = tensor.read(offset, length, room);
          counts.ms += performance.now() - from;
          counts.bytes.set(name, (counts.bytes.get(name) ?? 0) + length);
          return bytes;
        },
        async readAsync(offset: number, length: number) {
          const from = performance.now();
          const bytes = await tensor.readAsync(offset, length);
          counts.ms += performance.now() - from;
          counts.bytes.set(name, (counts.bytes.get(name) ?? 0) + length);
          return bytes;
        },
      },
    ]),
  );
  return { ...file, tensors };
}
