/** Bytes `from` to `to` of something larger, which are read when they are asked for. */
export abstract class PartBlob extends Blob {
  constructor(
    protected readonly from: number,
    protected readonly to: number,
  ) {
    super();
  }

  /** Another part of the same. */
  protected abstract part(from: number, to: number): Blob;
  protected abstract read(): Promise<Uint8Array<ArrayBuffer>>;

  override get size(): number {
    return this.to - this.from;
  }

  /** From the start; counting from the end is not needed. */
  override slice(from = 0, to = this.size): Blob {
    const end = Math.min(this.to, this.from + to);
    return this.part(Math.min(end, this.from + from), end);
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.read()).buffer;
  }

  override bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.read();
  }
}
