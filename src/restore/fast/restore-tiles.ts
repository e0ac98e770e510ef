import { nextTask } from '../../core/abort';
import { area, grow, intersect, scaleRect, translate } from '../../core/geometry';
import type { Image } from '../../core/image';
import type { Session } from '../../onnx/session';
import type { Buffers } from '../../pixels/buffers';
import type { FastPlan } from './fast-plan';
import type { KeptTile } from './kept-tile';
import { cropPlanes, readColours, RGB, type Planes } from '../../pixels/planes';
import { createPreview } from '../preview';
import type { FastSettings, RestoreRequest, RunOptions } from '../request';
import type { ResultPictures } from '../result-pictures';
import { applySteps, stepsMargin } from './steps';
import type { GridTile } from './solve-tiles';

export interface TileRun {
  readonly request: RestoreRequest<FastSettings>;
  readonly plan: FastPlan;
  /** Names network and device. */
  readonly network: string;
  readonly session: Session;
  /** The request's source with its transparent pixels filled. */
  readonly source: Image;
  readonly pictures: ResultPictures;
  readonly buffers: Buffers;
  readonly keptTile: KeptTile;
}

/** Fills the pictures tile by tile. Returns the milliseconds spent in the network. */
export async function restoreTiles(run: TileRun, { signal, onEvent }: RunOptions): Promise<number> {
  const { plan, pictures, request, buffers, keptTile } = run;
  const { tiles } = plan.grid;
  const preview = createPreview(request.source, plan.region, onEvent);
  const outputFactor = pictures.image.width / plan.region.width;
  let networkMs = 0;
  let releaseKept = buffers.hold(keptTile.bytes);
  const countKept = (): void => {
    releaseKept();
    releaseKept = buffers.hold(keptTile.bytes);
  };
  try {
    for (const [index, tile] of tiles.entries()) {
      await nextTask();
      signal.throwIfAborted();
      networkMs += await restoreTile(run, tile, signal, countKept);
      onEvent({ type: 'tile', done: index + 1, total: tiles.length });
      const done = translate(tile.coreRect, -plan.region.x, -plan.region.y);
      preview.update(pictures.image, scaleRect(done, outputFactor));
    }
  } finally {
    releaseKept();
  }
  return networkMs;
}

/** `countKept` is called when `keptTile` may hold something else than before. */
async function restoreTile(
  run: TileRun,
  { tileRect, coreRect }: GridTile,
  signal: AbortSignal,
  countKept: () => void,
): Promise<number> {
  const { request, plan, source, pictures, buffers } = run;
  const settings = { ...request.restorer, scale: request.scale, mode: request.mode };
  const input = readColours(source, tileRect, buffers);
  const { output, networkMs, isKept } = await networkPicture(run, input);
  countKept();
  const releaseOutput = buffers.hold(isKept ? 0 : output.data.byteLength);
  signal.throwIfAborted();

  const seen = intersect(grow(coreRect, stepsMargin(settings)), tileRect);
  const local = translate(seen, -tileRect.x, -tileRect.y);
  const restored = cropPlanes(output, scaleRect(local, plan.head), buffers);
  releaseOutput();
  const plain = cropPlanes(input, local, buffers);
  buffers.give(input.data);
  const picture = applySteps(restored, plain, settings, buffers);
  pictures.write(picture, seen, coreRect);
  buffers.give(plain.data);
  buffers.give(picture.data);
  return networkMs;
}

interface NetworkPicture {
  readonly output: Planes;
  readonly networkMs: number;
  /** The output is memory of the run's `keptTile`. */
  readonly isKept: boolean;
}

/** What the network makes of a tile, or has made of it: a try keeps that, and a run takes it. */
async function networkPicture(
  { request, plan, network, session, keptTile }: TileRun,
  input: Planes,
): Promise<NetworkPicture> {
  const isKept = request.tryAt !== undefined;
  const key = `${network}, ${plan.head}×`;
  const found = keptTile.find(key, input);
  if (found !== null) {
    // A run comes to each of its tiles once.
    if (!isKept) keptTile.clear();
    return { output: found, networkMs: 0, isKept };
  }
  const started = performance.now();
  const output = await runNetwork(session, input, plan.head);
  const networkMs = performance.now() - started;
  if (isKept) keptTile.keep(key, input, output);
  return { output, networkMs, isKept };
}

async function runNetwork(session: Session, input: Planes, head: number): Promise<Planes> {
  const { width, height, data } = input;
  const { restored } = await session.run({ image: { dims: [1, RGB, height, width], data } });
  const size = { width: width * head, height: height * head };
  if (restored?.data.length !== area(size) * RGB) {
    throw new TypeError('the network gave another size than it was built for');
  }
  return { ...size, channels: RGB, data: restored.data };
}
