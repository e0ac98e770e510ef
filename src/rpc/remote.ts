/**
 * `Api` as another thread sees it: every method answers with a promise. Arguments and results are
 * copied as `structuredClone` copies them, but for three kinds: each `AbortSignal` among the
 * arguments crosses, and the first is the call's own, with whose reason it rejects; a function among
 * them is called back until its call has settled; and the pixels of a result move (`moved`,
 * `copied`).
 */
export type Remote<Api> = {
  readonly [M in keyof Api]: Api[M] extends (...args: infer Args) => infer Value
    ? (...args: Args) => Promise<Awaited<Value>>
    : never;
};

/** `own`, with the methods of `remote`, in its thread, under all other names. */
export function extendRemote<Api, Own extends object>(
  remote: Remote<Api>,
  own: Own,
): Remote<Api> & Own {
  return Object.setPrototypeOf({ ...own }, remote) as Remote<Api> & Own;
}
