import { Connection } from '../../../../src/hosts/photoshop/protocol/connection';
import { RemoteError } from '../../../../src/hosts/photoshop/protocol/requester';
import { LIMITS } from '../../../../src/hosts/photoshop/protocol/limits';
import type { Json } from '../../../../src/hosts/photoshop/protocol/parse';
import type { MethodName } from '../../../../src/hosts/photoshop/protocol/methods';
import { galleryPsd } from '../../contract/gallery';
import { randomFrom } from '../../../support/random';
import { autoClock } from '../../../emulators/photoshop/clock';
import { createPhotoshop } from '../../../emulators/photoshop/photoshop';
import { bridgeClock, pagePort, startHere } from './stage';

const METHODS: Readonly<Record<Exclude<MethodName, 'filePick'>, true>> = {
  environment: true,
  snapshot: true,
  readLayer: true,
  readSelection: true,
  insert: true,
  insertAgain: true,
  insertOutcome: true,
  saveSettings: true,
  copyText: true,
  pasteText: true,
  assetSize: true,
  assetRead: true,
  fileList: true,
  fileRead: true,
  fileForget: true,
  fileSave: true,
  echo: true,
  probePixels: true,
  serverChosen: true,
  serverCall: true,
  socketOpen: true,
  socketNext: true,
  socketSend: true,
  socketClose: true,
};

type Random = () => number;

function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}

const NUMBERS = [0, 1, -1, 7, 300, 2 ** 20, 2 ** 31, 2 ** 53, 1.5, 1e300];

function anything(random: Random, ids: readonly string[]): Json {
  return pick<Json>(random, [
    null,
    true,
    pick(random, NUMBERS),
    pick(random, ids),
    '',
    '../../etc/passwd',
    'plugin:/manifest.json',
    '__proto__',
    [],
    [pick(random, ids)],
    {},
    { x: pick(random, NUMBERS), y: pick(random, NUMBERS) },
    {
      x: pick(random, NUMBERS),
      y: pick(random, NUMBERS),
      width: pick(random, NUMBERS),
      height: pick(random, NUMBERS),
    },
  ]);
}

function params(random: Random, ids: readonly string[]): Json {
  if (random() < 0.15) return anything(random, ids);
  const names = ['documentId', 'layerId', 'rect', 'above', 'key', 'name', 'mode', 'scale', 'depth'];
  const more = ['content', 'visible', 'offset', 'length', 'id', 'bytes', 'width', 'height', 'back'];
  const fields = [...names, ...more].flatMap((name): [string, Json][] =>
    random() < 0.3 ? [] : [[name, anything(random, ids)]],
  );
  const above = { documentId: pick(random, ids), layerId: pick(random, ids) };
  const mode = pick(random, ['in-place', 'enlarge', 'smart-object', 'elsewhere']);
  return Object.fromEntries([
    ...fields,
    ['documentId', pick(random, ids)],
    ['mode', mode],
    ['depth', pick(random, [8, 16, 5])],
    ...(random() < 0.7 ? [['above', above] as const] : []),
    ...(random() < 0.5 ? [['rect', { x: -3, y: 2, width: 7, height: 7 }] as const] : []),
    ...(random() < 0.7 ? [['look', someLook(random)] as const] : []),
    ...(random() < 0.5 ? [['layerId', pick(random, ids)] as const] : []),
  ]);
}

function someLook(random: Random): Json {
  return {
    clipped: pick(random, [true, false, 1]),
    visible: pick(random, [true, false, null]),
    blendMode: pick(random, ['normal', 'screen', 'toString']),
    opacity: pick(random, [1, 0.5, -1]),
    fill: pick(random, [1, 0, 1e300]),
  };
}

test('10,000 senseless requests: named errors, and no document is touched by what made no sense', async () => {
  const random = randomFrom(99);
  const ps = createPhotoshop({ clock: autoClock() });
  const id = ps.user.open(galleryPsd(), 'gallery.psd');
  ps.user.activate(ps.documents.layers(id)[0]!.id);
  const before = ps.documents.savePsd(id);
  const plugin = startHere(ps);
  const ready = new Promise<Connection>((resolve) => {
    ps.webview.onLoad(() => {
      const connection = new Connection({
        port: pagePort(ps),
        clock: bridgeClock(ps.clock),
        limits: LIMITS,
        newSession: () => 'page-1',
        role: 'page',
        caps: [],
        handlers: {},
        onEvent: () => undefined,
        onPeer: (peer) => peer && resolve(connection),
      });
    });
  });
  ps.user.openPanel();
  const connection = await ready;
  const size = '48x32';
  const ids = [
    `${id}:${size}`,
    `${id}:1x1`,
    '999:48x32',
    String(ps.documents.layers(id)[1]!.id),
    '5',
  ];
  const withoutBytes = connection.request('fileSave', { name: 'kept.png' }, { blobs: [] });
  await expect(withoutBytes).rejects.toMatchObject({ packed: { code: 'bridge-protocol' } });
  const codes = new Map<string, number>();
  for (let round = 0; round < 250; round++) {
    const requests = Array.from({ length: 40 }, () => {
      const blobs = pick(random, [
        [],
        [new Uint8Array(4)],
        [new Uint8Array(16), new Uint8Array(4)],
      ]);
      const method = pick(random, Object.keys(METHODS));
      return connection.request(method, params(random, ids), { blobs }).catch((error: unknown) => {
        if (!(error instanceof RemoteError)) throw error;
        const code = error.packed.code ?? `bug: ${error.packed.message}`;
        codes.set(code, (codes.get(code) ?? 0) + 1);
      });
    });
    await Promise.all(requests);
  }
  expect([...codes.keys()].filter((code) => code.startsWith('bug'))).toEqual([]);
  expect(codes.get('bridge-protocol')).toBeGreaterThan(1000);
  expect([...codes.keys()]).toEqual(
    expect.arrayContaining(['document-gone', 'document-changed', 'layer-gone', 'file-unknown']),
  );
  expect(Buffer.compare(before, ps.documents.savePsd(id))).toBe(0);
  connection.close();
  plugin.stop();
  expect(ps.problems()).toEqual([]);
}, 120_000);
