import { area, rect } from '../../../src/core/geometry';
import { cropImage, type Image } from '../../../src/core/image';
import type { OutputMode, Scale } from '../../../src/core/document';
import type { Runtime } from '../../../src/onnx/session';
import { restoreFast } from '../../../src/restore/fast/restore-fast';
import type { FastSettings, RestoreRequest, RestoreResult } from '../../../src/restore/request';
import type { SafetensorsFile } from '../../../src/weights/safetensors';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { deviceOn, embeddedWeights } from '../node-device';
import { requestFor } from '../pictures';
import { photo } from '../../support/pictures';

jest.setTimeout(300_000);

let runtime: Runtime;
let weights: SafetensorsFile;
beforeAll(async () => {
  runtime = await createNodeRuntime();
  weights = embeddedWeights();
});
afterAll(() => runtime.dispose());

const options = { signal: new AbortController().signal, onEvent: () => undefined };

function run(request: RestoreRequest<FastSettings>, maxTilePixels: number): Promise<RestoreResult> {
  return restoreFast(request, deviceOn(runtime, weights, maxTilePixels), options);
}

/** Sixteen bits show differences of a fraction of an 8-bit level. */
function deep(image: Image): Image {
  return {
    width: image.width,
    height: image.height,
    depth: 16,
    data: Uint16Array.from(image.data, (v) => v * 257),
  };
}

/** Largest difference in units of an 8-bit level. */
function worst(a: Image, b: Image): number {
  let most = 0;
  for (let i = 0; i < a.data.length; i++) most = Math.max(most, Math.abs(a.data[i]! - b.data[i]!));
  return most / 257;
}

const source = deep(cropImage(photo('cat-chelsea.png'), rect(150, 90, 88, 84)));

test.each<[Scale, OutputMode, boolean]>([
  [1, 'in-place', false],
  [2, 'enlarge', true],
  [3, 'enlarge', false],
])('%i× %s, faithful %s: tiles give what one tile gives', async (scale, mode, faithful) => {
  const restorer = { kind: 'fast', strength: 0.7, faithful } as const;
  const request = requestFor(source, { scale, mode, restorer });
  const whole = await run(request, area(source));
  const tiled = await run(request, 6_100);
  expect(whole.report.tiles).toBe(1);
  expect(tiled.report.tiles).toBe(4);
  expect(worst(tiled.image, whole.image)).toBeLessThan(0.25);
});
