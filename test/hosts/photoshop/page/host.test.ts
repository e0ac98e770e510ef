import { encode } from 'fast-png';
import { createImage } from '../../../../src/core/image';
import { rect } from '../../../../src/core/geometry';
import { HostError, PanelError } from '../../../../src/core/errors';
import { type LayerResult, PLAIN_LOOK } from '../../../../src/core/document';
import { snapshotFrom, sourceFrom } from '../../../../src/hosts/photoshop/page/answers';
import { connectPhotoshop } from '../../../../src/hosts/photoshop/page/connect';
import {
  insertKey,
  insertParcel,
  visibleRect,
} from '../../../../src/hosts/photoshop/page/insert-parcel';
import { uxpHostPort, type MessageLike } from '../../../../src/hosts/photoshop/page/uxp-host-port';
import { insertRequestFrom } from '../../../../src/hosts/photoshop/uxp/insert-request';
import type { Handler } from '../../../../src/hosts/photoshop/protocol/responder';
import type { Json } from '../../../../src/hosts/photoshop/protocol/parse';
import { LIMITS } from '../../../../src/hosts/photoshop/protocol/limits';
import { testClock } from '../protocol/clock';
import { createEnd, createWire, outcome, valueOf } from '../protocol/link';
import { inPlace, NEVER, picture, PLACE } from '../uxp/documents';

const ABOVE = { documentId: '1:9x9', layerId: '2' };
const encodePng = (image: {
  width: number;
  height: number;
  data: Uint8ClampedArray | Uint16Array;
}) => Promise.resolve(encode({ ...image, channels: 4, depth: 8 }));

describe('the port', () => {
  function windowWith(uxpHost: { postMessage(message: string): void } | undefined) {
    const listeners = new Set<(event: MessageLike) => void>();
    return {
      ...(uxpHost && { uxpHost }),
      addEventListener: (_: 'message', listener: (event: MessageLike) => void) =>
        void listeners.add(listener),
      removeEventListener: (_: 'message', listener: (event: MessageLike) => void) =>
        void listeners.delete(listener),
      dispatch: (event: MessageLike) => listeners.forEach((listener) => listener(event)),
      listeners,
    };
  }

  test('is not there without a plugin', () => {
    expect(uxpHostPort(windowWith(undefined))).toBeNull();
  });

  test('hears the plugin only', () => {
    const sent: string[] = [];
    const host = { postMessage: (text: string) => void sent.push(text) };
    const win = windowWith(host);
    const port = uxpHostPort(win)!;
    const heard: unknown[] = [];
    const stop = port.onMessage((data) => heard.push(data));
    win.dispatch({ data: 'a', source: host });
    win.dispatch({ data: 'b', source: {} });
    win.dispatch({ data: 'c', source: null });
    port.send('out');
    stop();
    win.dispatch({ data: 'd', source: host });
    expect([heard, sent, win.listeners.size]).toEqual([['a'], ['out'], 0]);
  });
});

describe('a result on its way', () => {
  test('has the same key for the same result, and another for any other', () => {
    const result = inPlace(ABOVE);
    const same = { ...result, image: picture(PLACE) } as LayerResult;
    const image = picture(PLACE);
    image.data[40] = 3;
    const others: LayerResult[] = [
      { ...result, name: 'x' },
      { ...result, rect: rect(5, 5, 12, 9) },
      { ...result, above: { ...ABOVE, layerId: '3' } },
      { ...result, look: { ...PLAIN_LOOK, clipped: true } },
      { ...result, look: { ...PLAIN_LOOK, opacity: 0.5 } },
      { ...result, image },
      { ...result, mask: { ...result.mask, data: result.mask.data.slice().fill(1) } },
    ];
    const keys = [result, ...others].map(insertKey);
    expect(insertKey(same)).toBe(keys[0]);
    expect(insertKey({ ...result, look: PLAIN_LOOK })).toBe(keys[0]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('of a large picture is not read whole for its key', () => {
    const large = createImage({ width: 4000, height: 3000 }, 8);
    const result = inPlace(ABOVE, large);
    const first = insertKey(result);
    large.data[0] = 1;
    expect(insertKey(result)).not.toBe(first);
  });

  test('tells where a smart object can be seen', async () => {
    const content = createImage({ width: 20, height: 10 }, 8);
    expect(visibleRect(content)).toEqual(rect(0, 0, 20, 10));
    content.data[(3 * 20 + 4) * 4 + 3] = 9;
    content.data[(7 * 20 + 15) * 4 + 3] = 1;
    expect(visibleRect(content)).toEqual(rect(4, 3, 12, 5));
    const result = { ...inPlace(ABOVE), mode: 'smart-object', scale: 2, content } as LayerResult;
    const { params, blobs } = await insertParcel('k', result, false, encodePng, NEVER);
    expect(params).toMatchObject({
      visible: rect(4, 3, 12, 5),
      content: { width: 20, height: 10 },
    });
    expect([...blobs[0]!.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  });
});

const SNAPSHOT = {
  document: { id: '1:9x9', name: 'a', size: { width: 9, height: 9 }, depth: 8, mode: 'rgb' },
  others: [{ id: '2:4x5', name: 'a', size: { width: 4, height: 5 } }],
  layer: { id: '2', name: 'b', kind: 'pixels', visible: true, locked: false, bounds: null },
  activeLayers: 1,
  selection: { x: 0, y: 1, width: 2, height: 3 },
  revision: 'r',
  notices: ['no-color-management'],
};

describe('answers that make no sense', () => {
  test('a snapshot is taken as it is, or not at all', () => {
    expect(snapshotFrom(SNAPSHOT)).toEqual(SNAPSHOT);
    const wrong: unknown[] = [
      null,
      5,
      [],
      {},
      { ...SNAPSHOT, document: {} },
      { ...SNAPSHOT, document: { ...SNAPSHOT.document, mode: 'sepia' } },
      { ...SNAPSHOT, document: { ...SNAPSHOT.document, size: { width: 0, height: 9 } } },
      { ...SNAPSHOT, document: { ...SNAPSHOT.document, depth: 12 } },
      { ...SNAPSHOT, layer: { ...SNAPSHOT.layer, visible: 'yes' } },
      { ...SNAPSHOT, layer: { ...SNAPSHOT.layer, kind: 'x' } },
      { ...SNAPSHOT, selection: { x: 0.5, y: 1, width: 2, height: 3 } },
      { ...SNAPSHOT, notices: ['x'] },
      { ...SNAPSHOT, activeLayers: -1 },
      { ...SNAPSHOT, others: undefined },
      { ...SNAPSHOT, others: [{ id: '2:4x5', name: 'a' }] },
      { ...SNAPSHOT, others: Array.from({ length: 101 }, () => SNAPSHOT.others[0]) },
      { ...SNAPSHOT, revision: 5 },
    ];
    for (const value of wrong) {
      expect(() => snapshotFrom(value)).toThrow(HostError);
    }
  });

  test('a look is taken as it is, or not at all', async () => {
    const look = { ...PLAIN_LOOK, clipped: true, blendMode: 'linear-burn', fill: 0.25 } as const;
    const { params, blobs } = await insertParcel(
      'k',
      { ...inPlace(ABOVE), look },
      false,
      encodePng,
      NEVER,
    );
    const fields = params as Readonly<Record<string, Json>>;
    expect(insertRequestFrom(params, blobs).look).toEqual(look);
    const wrong: readonly Json[] = [
      null,
      'plain',
      {},
      { ...look, clipped: 1 },
      { ...look, visible: null },
      { ...look, blendMode: 'linearBurn' },
      { ...look, blendMode: 'constructor' },
      { ...look, blendMode: null },
      { ...look, opacity: -0.1 },
      { ...look, opacity: 1.1 },
      { ...look, fill: '1' },
      { ...look, fill: null },
    ];
    for (const value of wrong) {
      expect(() => insertRequestFrom({ ...fields, look: value }, blobs)).toThrow(HostError);
    }
    const older = Object.entries(fields).filter(([name]) => name !== 'look');
    expect(() => insertRequestFrom(Object.fromEntries(older), blobs)).toThrow(HostError);
  });

  test('so is how a layer is drawn', () => {
    const appearance = {
      ...{ visible: true, blendMode: 'multiply', opacity: 0.5, fill: 1 },
      ...{ masked: false, group: false, clipped: true, base: false },
    };
    const parcel = (value: unknown, srgb: unknown = true) => ({
      value: { width: 1, height: 1, depth: 8, srgb, appearance: value } as Json,
      blobs: [Uint8Array.of(1, 2, 3, 4)],
    });
    const one = { width: 1, height: 1 };
    expect(sourceFrom(parcel(appearance), one).appearance).toEqual(appearance);
    expect(sourceFrom(parcel(appearance), one).colors).toBe('srgb');
    expect(sourceFrom(parcel(appearance, false), one).colors).toBeNull();
    for (const srgb of [null, 1, 'yes']) {
      expect(() => sourceFrom(parcel(appearance, srgb), one)).toThrow(HostError);
    }
    const unknown = { ...appearance, blendMode: null };
    expect(sourceFrom(parcel(unknown), one).appearance).toEqual(unknown);
    const wrong: unknown[] = [
      undefined,
      null,
      [],
      ...Object.keys(appearance).map((field) => ({ ...appearance, [field]: undefined })),
      ...Object.keys(appearance).map((field) => ({ ...appearance, [field]: 'yes' })),
      { ...appearance, opacity: 2 },
      { ...appearance, fill: Number.NaN },
    ];
    for (const value of wrong) {
      expect(() => sourceFrom(parcel(value), one)).toThrow(HostError);
    }
  });

  const ENVIRONMENT = { photoshop: '26.0.0', uxp: 'uxp-8.0.1', theme: 'pink', settings: 5 };
  const ANSWERS: readonly (readonly [string, unknown, readonly Uint8Array[]])[] = [
    ['nothing', null, []],
    ['a number', 5, []],
    ['a list', [[]], [new Uint8Array(3)]],
    ['another size', { width: 12, height: 9, depth: 8 }, [new Uint8Array(5)]],
    ['an older plugin', { width: 12, height: 9, depth: 8 }, [new Uint8Array(12 * 9 * 4)]],
    ['another depth', { width: 12, height: 9, depth: 7 }, [new Uint8Array(12 * 9 * 4)]],
    ['a false reference', { documentId: 5, layerId: {} }, []],
  ];

  test.each(ANSWERS)('%s', async (_name, value, blobs) => {
    const clock = testClock();
    const wire = createWire(clock);
    const nonsense: Handler = () => Promise.resolve({ value: value as null, blobs });
    const methods = ['snapshot', 'readLayer', 'insert', 'fileList', 'fileRead', 'assetSize'];
    const handlers: Record<string, Handler> = {
      ...Object.fromEntries(methods.map((name) => [name, nonsense])),
      readSelection: nonsense,
      environment: () => Promise.resolve({ value: ENVIRONMENT, blobs: [] }),
    };
    createEnd(wire.ports[1], clock, handlers, LIMITS);
    const link = await valueOf(clock, connectPhotoshop({ port: wire.ports[0], encodePng, clock }));
    expect(link.environment).toMatchObject({ theme: null, settings: null, locale: null });
    const { host, files } = link;
    const calls: Promise<unknown>[] = [
      host.snapshot(),
      host.readLayer(ABOVE, PLACE, NEVER),
      host.readSelection('1', PLACE, NEVER),
      host.insertLayer(inPlace(ABOVE), NEVER),
      files.asset('x', { signal: NEVER }),
      files.read('x', 0, 2, NEVER),
      files.list(),
    ];
    for (const call of calls) {
      const result = await outcome(clock, call);
      if ('error' in result) {
        expect(result.error).toBeInstanceOf(PanelError);
        expect((result.error as PanelError).code).toBe('bridge-protocol');
      }
    }
    host.dispose();
  });
});
