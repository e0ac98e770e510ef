import { unpackError } from '../../../core/errors';
import { createCancel } from '../protocol/cancel';
import { RemoteError } from '../protocol/requester';
import type { Connection } from '../protocol/connection';
import type { Parcel } from '../protocol/message';
import type { Json } from '../protocol/parse';
import type { MethodName } from '../protocol/methods';

export interface AskOptions {
  readonly blobs?: readonly Uint8Array[];
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** Effect of an abort: reject at once, or wait for the plugin's answer, which then decides. */
  readonly onAbort?: 'at-once' | 'answered';
}

/**
 * Sends a request to the plugin.
 *
 * @throws what the plugin threw; or the signal's reason
 */
export type Ask = (method: MethodName, params: Json, options?: AskOptions) => Promise<Parcel>;

/** Longest time that a page waits for its plugin after loading or losing it, milliseconds. */
const CONNECT_MS = 20_000;

export function askThrough(connection: Connection): Ask {
  return async (method, params, options = {}) => {
    const { signal, blobs = [], timeoutMs, onAbort = 'at-once' } = options;
    signal?.throwIfAborted();
    const job = createCancel();
    const onAborted = (): void => job.cancel();
    signal?.addEventListener('abort', onAborted, { once: true });
    try {
      if (connection.peer === null) await connection.ready(CONNECT_MS);
      return await connection.request(method, params, {
        blobs,
        signal: job.signal,
        onCancel: onAbort,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      });
    } catch (error) {
      const thrown = error instanceof RemoteError ? unpackError(error.packed) : (error as Error);
      if (thrown.name === 'AbortError') signal?.throwIfAborted();
      throw thrown;
    } finally {
      signal?.removeEventListener('abort', onAborted);
    }
  };
}
