import { rememberReads } from '../../../panel/runs/try-here/remembered-reads';
import { rect } from '../../../src/core/geometry';
import { createFakeHost } from '../stories/fake-host';

const LAYER = { documentId: 'doc-1', layerId: 'layer-1' };
const PART = rect(2, 3, 4, 5);

test('a read is remembered at its revision, until it is forgotten', async () => {
  const host = createFakeHost();
  const reads = rememberReads(host);
  const { signal } = new AbortController();
  const layer = await reads.at('a').readLayer(LAYER, PART, signal);
  expect(await reads.at('a').readLayer(LAYER, PART, signal)).toBe(layer);
  expect(await reads.at('b').readLayer(LAYER, PART, signal)).not.toBe(layer);
  reads.forget();
  host.calls.length = 0;
  await reads.at('b').readLayer(LAYER, PART, signal);
  expect(host.calls).toEqual(['readLayer']);
});

test.each(['readLayer', 'readSelection'] as const)(
  '%s that ends after all was forgotten is not remembered',
  async (name) => {
    const host = createFakeHost();
    const reads = rememberReads(host);
    const { signal } = new AbortController();
    const read = (): Promise<unknown> =>
      name === 'readLayer'
        ? reads.at('a').readLayer(LAYER, PART, signal)
        : reads.at('a').readSelection('doc-1', PART, signal);
    host.before = () => reads.forget();
    await read();
    host.before = () => undefined;
    host.calls.length = 0;
    await read();
    expect(host.calls).toEqual([name]);
  },
);
