import { open, stat } from 'node:fs/promises';
import { PartBlob } from '../lib/part-blob';

/** A part of a file. `fs.openAsBlob` of Node 20 counts bytes with 32 bits, which no checkpoint fits into. */
class FileBlob extends PartBlob {
  readonly #file: string;

  constructor(file: string, from: number, to: number) {
    super(from, to);
    this.#file = file;
  }

  protected override part(from: number, to: number): Blob {
    return new FileBlob(this.#file, from, to);
  }

  protected override async read(): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(this.size);
    const file = await open(this.#file);
    try {
      const { bytesRead } = await file.read(bytes, 0, bytes.length, this.from);
      return bytes.slice(0, bytesRead);
    } finally {
      await file.close();
    }
  }
}

/** What a page would get where a person picks this file; null: there is none. */
export async function fileBlob(file: string): Promise<Blob | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() === true ? new FileBlob(file, 0, found.size) : null;
}
