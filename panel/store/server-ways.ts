import type { PackedError } from '../../src/core/errors';
import type { PanelState } from './panel-state';

/** Errors after which a smaller tile may find the memory that it needs. */
const TOO_LARGE: ReadonlySet<string | null> = new Set([
  'comfy-out-of-memory',
  'comfy-server-stopped',
  'comfy-upload-too-large',
]);

/** Tiles to offer, the largest first, pixels of the working picture. */
const TILES = [1024, 768, 512, 256] as const;

/** The side of the next smaller tiles after a run that a server had too little memory for; null: none. */
export function errorTilesOf({
  run,
  settings,
}: Pick<PanelState, 'run' | 'settings'>): number | null {
  if (run.state !== 'error' || run.restorer !== 'remote') return null;
  if (!mayBeTooLarge(run.error)) return null;
  const { samplerTiles, samplerTile } = settings;
  // By itself a run has tried them down to 512.
  const isTried = samplerTiles === 'auto' && run.error.code === 'comfy-out-of-memory';
  const below = samplerTiles === 'size' ? samplerTile : isTried ? 512 : Infinity;
  return TILES.find((tile) => tile < below) ?? null;
}

/** Of an upload that failed where the page may not read why, the size is what can be changed here. */
function mayBeTooLarge({ code, details }: PackedError): boolean {
  const isHiddenUpload = code === 'comfy-answer-hidden' && details['path'] === 'upload/image';
  return isHiddenUpload || TOO_LARGE.has(code);
}
