import { createSHA256 } from 'hash-wasm';
import type { RemoteRestorer, RestoreRequest } from '../restore/request';
import type { SentRun } from './remote-engine';

type RemoteRequest = RestoreRequest<RemoteRestorer>;

/** Bytes hashed at once: between them the thread looks at what else has come. */
const PIECE = 16 * 2 ** 20;

/** Hash of all that decides about a result but the seed; pixels included. */
export async function digestOf(request: RemoteRequest): Promise<string> {
  const { restorer, scale, contextRect, source, selection } = request;
  const { mode, maskEdge, canvas } = request;
  const settings = { ...restorer.settings, seed: null };
  const words = { ...restorer, settings };
  const facts = [words, scale, mode, maskEdge, canvas, contextRect, source.depth];
  const hash = (await createSHA256()).init().update(JSON.stringify(facts));
  for (const pixels of selection === null ? [source.data] : [source.data, selection.data]) {
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    for (let at = 0; at < bytes.byteLength; at += PIECE)
      hash.update(bytes.subarray(at, at + PIECE));
  }
  return hash.digest('hex');
}

/**
 * The request under the id and seed of a run that was sent before, where it is the same one: what the
 * server has of it is found again. Else as it is.
 */
export function sameRun(
  request: RemoteRequest,
  digest: string,
  sent: SentRun | null,
  isSeedDrawn: boolean,
): RemoteRequest {
  if (sent?.digest !== digest) return request;
  const { restorer } = request;
  const { settings } = restorer;
  if (!isSeedDrawn && settings.seed !== sent.seed) return request;
  return {
    ...request,
    id: sent.id,
    restorer: { ...restorer, settings: { ...settings, seed: sent.seed } },
  };
}
