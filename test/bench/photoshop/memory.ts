import { rect } from '../../../src/core/geometry';
import { encodedLength } from '../../../src/hosts/photoshop/protocol/base64';
import { LIMITS } from '../../../src/hosts/photoshop/protocol/limits';
import { fixed, printTable } from '../table';
import { COUNT_ARRAYS, countedArrays, garbageCollector } from './held-bytes';
import { ellipse, runJob } from './job';
import { builtStage, openPhoto } from './plugin';

const LAYER = { width: 8000, height: 6250 };
const AREA = rect(700, 900, 1600, 1250);
const AIM_MB = 100;

/** Smaller arrays are counted, but are no occasion to look. */
const LOOK_BYTES = 64 * 1024;

/** A chunk's base64, and the frame with it, for each chunk that may be on the way. */
const TEXT_BYTES = 2 * LIMITS.window * encodedLength(LIMITS.chunkBytes);

interface Peak {
  readonly imageData: number;
  readonly own: number;
}

async function peak(): Promise<Peak & { readonly imageDataAlone: number }> {
  const collect = garbageCollector();
  const stage = await builtStage({ switches: { bridgeSpeed: Infinity } }, COUNT_ARRAYS);
  const { ps, realm } = stage;
  const open = await openPhoto(stage, LAYER.width, LAYER.height);
  ps.user.select({ rect: AREA, data: ellipse(AREA) });
  const arrays = countedArrays(realm);
  let most: Peak = { imageData: 0, own: 0 };
  const look = (): void => {
    collect();
    const now = { imageData: ps.memory().alive, own: arrays.count() };
    if (now.imageData + now.own > most.imageData + most.own) most = now;
  };
  arrays.onArray = (bytes) => {
    if (bytes >= LOOK_BYTES) look();
  };
  // What Photoshop hands out is the plugin's too, once its image is disposed of.
  ps.sim.realm = { ...ps.sim.realm, ...arrays.constructors };
  ps.before('imaging.putPixels', 1, look);
  ps.before('imaging.putLayerMask', 1, look);
  await runJob(stage, open, AREA);
  const imageDataAlone = ps.memory().peak;
  stage.dispose();
  const problems = ps.problems();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { ...most, imageDataAlone };
}

export async function benchMemory(): Promise<void> {
  const { imageData, own, imageDataAlone } = await peak();
  const all = imageData + own + TEXT_BYTES;
  const megabytes = (bytes: number): string => fixed(bytes / 1e6, 1);
  printTable(
    `Memory of the plugin's side in MB (10^6 bytes): ${LAYER.width} × ${LAYER.height} layer, ` +
      `${AREA.width} × ${AREA.height} selected, read and inserted, 8 bit. At the worst moment: image data that the ` +
      'emulator counts for Photoshop, and every array buffer that is alive in the plugin’s realm; ' +
      'beside them the most text that may be on the way. Not counted: the engine, the code, the page.',
    ['what', 'MB', 'aim'],
    [
      ['image data at that moment', megabytes(imageData), ''],
      ["the plugin's own buffers at that moment", megabytes(own), ''],
      ['text on the way, at most (computed)', megabytes(TEXT_BYTES), ''],
      ['together', megabytes(all), `≤ ${AIM_MB}: ${all / 1e6 <= AIM_MB ? 'met' : 'missed'}`],
      ['image data alone, its own peak', megabytes(imageDataAlone), ''],
      ['the whole layer, if it were read', megabytes(LAYER.width * LAYER.height * 4), ''],
    ],
  );
}
