import { open, stat } from 'node:fs/promises';

interface Range {
  readonly begin: number;
  readonly end: number;
}

/**
 * A part of a file, read when it is asked for. `fs.openAsBlob` of Node 20 counts bytes with 32 bits,
 * which no checkpoint fits into.
 */
class FileBlob extends Blob {
  readonly #file: string;
  readonly #range: Range;

  constructor(file: string, range: Range) {
    super();
    this.#file = file;
    this.#range = range;
  }

  override get size(): number {
    return this.#range.end - this.#range.begin;
  }

  /** From the start; counting from the end is not needed. */
  override slice(start = 0, end = this.size): Blob {
    const { begin } = this.#range;
    return new FileBlob(this.#file, {
      begin: begin + start,
      end: begin + Math.min(end, this.size),
    });
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    const file = await open(this.#file);
    try {
      const { bytesRead } = await file.read(bytes, 0, bytes.length, this.#range.begin);
      return bytes.buffer.slice(0, bytesRead);
    } finally {
      await file.close();
    }
  }
}

/** What a page would get where a person picks this file; null: there is none. */
export async function fileBlob(file: string): Promise<Blob | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() === true ? new FileBlob(file, { begin: 0, end: found.size }) : null;
}
