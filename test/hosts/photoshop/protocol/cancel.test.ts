import { createCancel } from '../../../../src/hosts/photoshop/protocol/cancel';
import { RemoteError } from '../../../../src/hosts/photoshop/protocol/requester';
import type { Parcel } from '../../../../src/hosts/photoshop/protocol/message';
import { connected, ECHO, outcome } from './link';

const EMPTY: Parcel = { value: null, blobs: [] };

describe('an answer to a cancel', () => {
  test.each(['at-once', 'answered'] as const)('%s, at any moment', async (onCancel) => {
    for (let afterMs = 0; afterMs < 40; afterMs++) {
      let started = false;
      let cancelled = false;
      const { clock, page, wire } = await connected({
        work: ({ signal }) =>
          new Promise((resolve, reject) => {
            started = true;
            clock.setTimeout(() => resolve(EMPTY), 15);
            signal.onCancel(() => {
              cancelled = true;
              const error = new Error('stopped');
              error.name = 'AbortError';
              reject(error);
            });
          }),
      });
      wire.faults = { delayMs: 5 };
      const job = createCancel();
      const blobs = [new Uint8Array(900)];
      const request = outcome(
        clock,
        page.request('work', null, { blobs, signal: job.signal, onCancel }),
      );
      clock.setTimeout(() => job.cancel(), afterMs);
      const result = await request;
      const finished = 'value' in result;
      if (onCancel === 'answered') {
        expect({ finished, started, cancelled }).toEqual(
          finished
            ? { finished: true, started: true, cancelled: false }
            : { finished: false, started, cancelled: started },
        );
      }
      if (!finished) {
        const { error } = result as { error: Error };
        const name = error instanceof RemoteError ? error.packed.name : error.name;
        expect(name).toBe('AbortError');
      }
    }
  });

  test('before: nothing is sent', async () => {
    const { clock, page, wire } = await connected(ECHO);
    const job = createCancel();
    job.cancel();
    const count = wire.sent.length;
    expect(await outcome(clock, page.request('echo', 1, { signal: job.signal }))).toMatchObject({
      error: { name: 'AbortError' },
    });
    expect(wire.sent.length).toBe(count);
  });
});
