import type { Image } from '../core/image';
import type { AnyRestorer, RestoreRequest } from '../restore/request';
import { moved } from '../rpc/transfer';

/** The request with pixels of its own: the caller shows, compares and repeats with the others. */
export function withOwnPixels<Restorer extends AnyRestorer>(
  request: RestoreRequest<Restorer>,
): RestoreRequest<Restorer> {
  const source: Image =
    request.source.depth === 8
      ? { ...request.source, data: request.source.data.slice() }
      : { ...request.source, data: request.source.data.slice() };
  const selection =
    request.selection === null
      ? null
      : { ...request.selection, data: request.selection.data.slice() };
  return moved({ ...request, source, selection }, [source, selection]);
}
