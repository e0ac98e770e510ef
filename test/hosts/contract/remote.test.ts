import { rect } from '../../../src/core/geometry';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import { withServer } from '../../../panel/runs/any-engine';
import { runJob } from '../../../panel/runs/job';
import { shownLayer } from '../../../panel/runs/pictures/shown-layer';
import { remoteSettings } from '../../../panel/runs/restorer-settings';
import { createClaims } from '../../../panel/store/claims';
import { createMemoryRecords } from '../../../panel/runs/unfinished/records';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import { createRestoreOnServer } from '../../../panel/server/restore-on-server';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { hostInfo, initialState } from '../../../panel/store/panel-state';
import { NO_SERVER_SETTINGS, serverState } from '../../../panel/store/server';
import { createStore } from '../../../panel/store/store';
import type { LayerResult } from '../../../src/core/document';
import { emulated, stopServers } from '../../comfyui/emulated';
import { closeEngines, remoteEngine } from '../../comfyui/remote-engine';
import { paintedLayer, psdBytes, type Paint } from '../../emulators/photopea/painted-documents';
import { createTestShelf } from '../../panel/stories/panel';
import { createScriptedEngine } from '../../panel/stories/scripted-engine';
import { REMOTE } from '../../restore/remote/remote-request';
import { NEVER, onBench, type Bench } from './bench';
import { PHOTOPEA } from './photopea-bench';
import { PHOTOSHOP } from './photoshop-bench';
import { layerNamed, maskOn, readSaved } from './saved';
import { STANDALONE } from './standalone-bench';

const CANVAS = { width: 128, height: 64 };
const PLACE = rect(40, 16, 48, 32);

/** Every pixel is of its place, and resizing leaves it about as it is. */
const slopes: Paint = (x, y) => [x * 2, y * 4, 128, 255];

afterEach(async () => {
  closeEngines();
  await stopServers();
});

/** One click on Upscale with a server chosen, on the real way from the editor to the server and back. */
async function restored({ host }: Bench): Promise<void> {
  const comfy = await emulated({ restores: (value) => 1 - value });
  const settings = {
    ...DEFAULT_SETTINGS,
    restorer: 'remote',
    licenceAccepted: true,
    colorFix: 'none',
    minSize: 64,
    steps: 2,
  } as const;
  const server = {
    ...NO_SERVER_SETTINGS,
    ...REMOTE.files,
    address: comfy.url,
    accepted: [comfy.url],
  };
  const store = createStore(
    initialState({
      settings,
      language: 'en',
      dark: false,
      developer: false,
      host: hostInfo(host),
      server: serverState(server),
    }),
  );
  const deps = {
    host,
    engine: withServer(createScriptedEngine(), createRestoreOnServer(store, remoteEngine())),
    shelf: createTestShelf(),
    unfinished: createUnfinishedRuns(createMemoryRecords(), createClaims()),
    pictures: {
      shown: (result: LayerResult, opaque: boolean) => Promise.resolve(shownLayer(result, opaque)),
    },
    newId: () => 'run',
    nowMs: () => 0,
    wallClockMs: () => 0,
  };
  await runJob(deps, {
    settings,
    restorers: [remoteSettings(settings, server, () => 1)],
    memory: UNKNOWN_CARD,
    signal: NEVER,
    stop: NEVER,
    onEvent: () => undefined,
    onAgain: () => undefined,
    onResult: () => Promise.resolve(),
    deviceName: () => null,
    onKeeping: () => undefined,
  });
  expect(comfy.prompts).toHaveLength(1);
}

describe.each([STANDALONE, PHOTOPEA, PHOTOSHOP])('a server restores in $name', (fixture) => {
  test(
    'the selected part of the layer, which comes back in its place under its mask',
    onBench(fixture, async (bench) => {
      const photo = paintedLayer('photo', CANVAS.width, CANVAS.height, slopes);
      await bench.open(psdBytes({ ...CANVAS, children: [photo] }), 'photo.psd');
      await bench.activate('photo');
      await bench.select({ kind: 'rectangle', rect: PLACE });
      await restored(bench);

      const saved = readSaved(await bench.save());
      const name = fixture.insertedName('Restored 2x (ComfyUI)');
      expect(saved.layers.map((layer) => layer.name)).toEqual(['photo', name]);
      const layer = layerNamed(saved, name);
      expect(layer.rect).toEqual(PLACE);
      expect(maskOn(layer.mask!, PLACE).every((value) => value === 255)).toBe(true);
      const apart = Array.from(layer.pixels, (value, i) => {
        const [x, y] = [(i >> 2) % PLACE.width, Math.floor((i >> 2) / PLACE.width)];
        const was = slopes(x + PLACE.x, y + PLACE.y)[i % 4]!;
        return Math.abs(value - (i % 4 === 3 ? was : 255 - was));
      });
      expect(Math.max(...apart)).toBeLessThanOrEqual(4);
    }),
  );
});
