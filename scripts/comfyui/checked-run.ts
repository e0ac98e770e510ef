import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rect } from '../../src/core/geometry';
import { cropImage, type Image } from '../../src/core/image';
import { decodePng } from '../../src/pixels/png/decode-png';
import { readPng } from '../../src/pixels/png/read-png';
import { UNKNOWN_CARD } from '../../src/restore/card-knowledge';
import type { RemoteRestorer, RestoreRequest } from '../../src/restore/request';
import { PRESETS } from '../../src/restore/supir/presets';

const PICTURE = path.resolve(__dirname, '../../test/fixtures/photos/cat-chelsea.png');

/** What is restored, on the server and here. */
export interface CheckedRun {
  readonly source: Image;
  readonly prompt: string;
  readonly steps: number;
  readonly seed: number;
  readonly minSize: number;
}

/** Part of a photograph. `isSmall`: for networks that were not trained at 1024 pixels. */
export async function checkedRun(
  side: number,
  steps: number,
  isSmall: boolean,
): Promise<CheckedRun> {
  const whole = decodePng(readPng(new Uint8Array(await readFile(PICTURE))));
  const source = cropImage(whole, rect(96, 32, side, side));
  return { source, prompt: 'a cat', steps, seed: 1, minSize: isSmall ? 64 : 1024 };
}

export function remoteRequestOf(
  { source, prompt, steps, seed, minSize }: CheckedRun,
  server: string,
  files: RemoteRestorer['files'],
): RestoreRequest<RemoteRestorer> {
  const { width, height } = source;
  return {
    id: `check-${Date.now()}`,
    restorer: {
      kind: 'remote',
      server,
      files,
      prompt,
      qualityPrompt: '',
      negativePrompt: '',
      settings: { ...PRESETS.fidelity.full, steps, seed },
      samplerTiles: 'auto',
      vaeTiles: 'auto',
      weights: 'auto',
      minSize,
    },
    device: 'auto',
    memory: UNKNOWN_CARD,
    scale: 1,
    mode: 'in-place',
    maskEdge: { grow: 0, feather: 0 },
    canvas: { width, height },
    contextRect: rect(0, 0, width, height),
    source,
    selection: null,
  };
}
