export interface Span {
  readonly from: number;
  /** Behind the last one. */
  readonly to: number;
}

/** 0 … length − 1 in as few parts as have at most `most`, but at least one, and are as good as equal. */
export function spans(length: number, most: number): readonly [Span, ...Span[]] {
  const parts = Math.max(1, Math.ceil(length / Math.max(1, Math.floor(most))));
  const start = (part: number): number => Math.round((part * length) / parts);
  const span = (part: number): Span => ({ from: start(part), to: start(part + 1) });
  return [span(0), ...Array.from({ length: parts - 1 }, (_, i) => span(i + 1))];
}
