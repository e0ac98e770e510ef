import { area, rectOfSize, type Rect, type Size } from '../../core/geometry';
import { slidingWindows } from '../../sampling/windows';
import type { RemoteRestorer } from '../request';
import { samplerTilesFor, smallerTilesThan, type SamplerTiles } from '../sampler-tiles';
import { selectionTooLarge } from '../selection-too-large';
import { workingSize } from '../supir/working-size';
import { within } from './remote-graph';

/** The prompts of a run, known before anything is sent. */
export interface RemotePlan {
  readonly working: Size;
  readonly tiles: SamplerTiles | null;
  /** Parts of the working picture, each a prompt of its own; sides are multiples of 64. */
  readonly windows: readonly Rect[];
}

/** Pixels of the largest working picture: beyond it the page would need gigabytes to blend it. */
const MAX_WORKING_PIXELS = 6144 * 4096;

/** What the server's networks work in, pixels. */
const MULTIPLE = 64;
const MAX_TILE = 4096;
/** One cell of the latent, pixels: the sampler here moves its tiles by whole cells. */
const CELL = 8;

/**
 * @throws DocumentError `selection-too-large`
 */
export function planRemote(
  restorer: Pick<RemoteRestorer, 'minSize' | 'samplerTiles'>,
  context: Size,
  scale: number,
): RemotePlan {
  const { working } = workingSize(context, scale, restorer.minSize);
  if (area(working) > MAX_WORKING_PIXELS) {
    throw selectionTooLarge(working, { limit: MAX_WORKING_PIXELS });
  }
  return planned(working, samplerTilesFor(restorer.samplerTiles, working));
}

/** The plan after the server ran out of memory; null: there is no smaller one, or tiles were chosen. */
export function smallerRemotePlan(
  { working, tiles }: RemotePlan,
  { samplerTiles }: Pick<RemoteRestorer, 'samplerTiles'>,
): RemotePlan | null {
  if (samplerTiles !== 'auto') return null;
  const smaller = smallerTilesThan(tiles?.tile ?? null, working);
  return smaller && planned(working, smaller);
}

function planned(working: Size, wanted: SamplerTiles | null): RemotePlan {
  if (wanted === null) return { working, tiles: null, windows: [rectOfSize(working)] };
  const tile = within(wanted.tile, MULTIPLE, MAX_TILE, MULTIPLE);
  const stride = within(wanted.stride, CELL, tile, CELL);
  const windows = slidingWindows(working.height, working.width, tile, stride);
  return { working, tiles: { tile, stride }, windows };
}
