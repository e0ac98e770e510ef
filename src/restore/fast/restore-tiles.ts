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
  const { plan, pictures, request } = run;
  const { tiles } = plan.grid;
  const preview = createPreview(request.source, plan.region, onEvent);
  const outputFactor = pictures.image.width / plan.region.width;
  let networkMs = 0;
  for (const [index, tile] of tiles.entries()) {
    await nextTask();
    signal.throwIfAborted();
    networkMs += await restoreTile(run, tile, signal);
    onEvent({ type: 'tile', done: index + 1, total: tiles.length });
    const done = translate(tile.coreRect, -plan.region.x, -plan.region.y);
    preview.update(pictures.image, scaleRect(done, outputFactor));
  }
  return networkMs;
}

async function restoreTile(
  { request, plan, network, session, source, pictures, buffers, keptTile }: TileRun,
  { tileRect, coreRect }: GridTile,
  signal: AbortSignal,
): Promise<number> {
  const settings = { ...request.restorer, scale: request.scale, mode: request.mode };
  const input = readColours(source, tileRect, buffers);
  const started = performance.now();
  const key = `${network}, ${plan.head}×`;
  const found = keptTile.find(key, input);
  const output = found ?? (await runNetwork(session, input, plan.head));
  const networkMs = found === null ? performance.now() - started : 0;
  if (found === null && request.tryAt !== undefined) keptTile.keep(key, input, output);
  const releaseOutput = buffers.hold(output.data.byteLength);
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

async function runNetwork(session: Session, input: Planes, head: number): Promise<Planes> {
  const { width, height, data } = input;
  const { restored } = await session.run({ image: { dims: [1, RGB, height, width], data } });
  const size = { width: width * head, height: height * head };
  if (restored?.data.length !== area(size) * RGB) {
    throw new TypeError('the network gave another size than it was built for');
  }
  return { ...size, channels: RGB, data: restored.data };
}
