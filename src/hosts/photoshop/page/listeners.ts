/** Listeners of one event of the plugin. */
export class Listeners<T> {
  private readonly all = new Set<(value: T) => void>();
  private kept: { readonly value: T } | null = null;

  /** @param keepsLast whether an event without listeners is kept for the first one */
  constructor(private readonly keepsLast = false) {}

  /** Whether anybody listens. */
  get any(): boolean {
    return this.all.size > 0;
  }

  listen(listener: (value: T) => void): () => void {
    this.all.add(listener);
    const last = this.kept;
    this.kept = null;
    if (last !== null) listener(last.value);
    return () => this.all.delete(listener);
  }

  tell(value: T): void {
    if (this.keepsLast && !this.any) this.kept = { value };
    for (const listener of [...this.all]) listener(value);
  }
}
