import { createMask } from '../../../src/core/mask';
import type { Rect } from '../../../src/core/geometry';
import type { Stage } from '../../hosts/photoshop/uxp/stage';
import { NEVER } from '../../hosts/photoshop/uxp/documents';
import type { Open } from './plugin';

export interface JobTimes {
  readonly readMs: number;
  readonly insertMs: number;
}

/** All that a job asks of the bridge: state, layer, selection; then the new layer with its mask. */
export async function runJob({ link }: Stage, { above }: Open, area: Rect): Promise<JobTimes> {
  const { host } = link;
  const from = performance.now();
  await host.snapshot();
  const { image } = await host.readLayer(above, area, NEVER);
  const selection = await host.readSelection(above.documentId, area, NEVER);
  const read = performance.now();
  const mask = selection ?? createMask(area, 255);
  await host.insertLayer(
    { mode: 'in-place', above, name: 'fast 2x', rect: area, image, mask },
    NEVER,
  );
  return { readMs: read - from, insertMs: performance.now() - read };
}

/** Soft at its edge, as wide and high as the area. */
export function ellipse(area: Rect): Uint8Array {
  const data = new Uint8Array(area.width * area.height);
  const [rx, ry] = [area.width / 2, area.height / 2];
  for (let y = 0; y < area.height; y++) {
    for (let x = 0; x < area.width; x++) {
      const far = Math.hypot((x + 0.5 - rx) / rx, (y + 0.5 - ry) / ry);
      data[y * area.width + x] = Math.round(255 * Math.min(1, Math.max(0, (1 - far) * 20)));
    }
  }
  return data;
}
