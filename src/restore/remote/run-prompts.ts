import { sha256 } from 'hash-wasm';
import type { OnRunEvent } from '../../core/events';
import type { Rect } from '../../core/geometry';
import type { Depth, Image } from '../../core/image';
import type { Graph } from '../../comfyui/graph';
import { largestPng, resultImage } from '../../comfyui/result-image';
import { runPrompt, type PromptOptions } from '../../comfyui/run-prompt';
import type { Pace } from '../../comfyui/prompt-watch';
import type { PromptNews } from '../../comfyui/prompt-news';
import type { Server } from '../../comfyui/server';
import type { ServerSocket } from '../../comfyui/server-socket';
import { uuidOfHash } from '../../comfyui/unique';
import type { Tensor } from '../../onnx/session';
import type { RemoteRestorer } from '../request';
import type { DecodePreview } from './decode-preview';
import type { RemotePlan } from './plan-remote';
import type { GraphInput, GraphMaker } from './remote-graph';
import { createRunProgress } from './run-progress';
import type { OnServerNews } from './server-news';
import type { Sketch } from './sketch';
import { windowPng } from './window-png';

export interface PromptsRun {
  /** Of the request: prompts of the same run have the same ids. */
  readonly runId: string;
  readonly restorer: RemoteRestorer;
  readonly plan: RemotePlan;
  readonly maker: GraphMaker;
  readonly has: GraphInput['has'];
  readonly server: Server;
  readonly socket: ServerSocket;
  readonly clientId: string;
  /** [1, 3, h, w] at the working size, −1…1. */
  readonly picture: Tensor;
  /** Of the uploaded pictures. */
  readonly depth: Depth;
  readonly sketch: Sketch;
  readonly decodePreview: DecodePreview;
  readonly pace?: Pace;
  /** Takes a window's result, and its cleaned original where the server gives it. */
  readonly take: (window: Rect, picture: Image, style: Image | null) => void;
  readonly signal: AbortSignal;
  readonly onEvent: OnRunEvent;
  readonly onServer: OnServerNews;
  readonly onStopping: PromptOptions['onStopping'];
}

/** What was measured of a run's prompts. */
export interface PromptsMeasured {
  /** Between steps, milliseconds each. */
  readonly stepsMs: readonly number[];
  /** From the first upload to the last picture, milliseconds. */
  readonly serverMs: number;
  /** Whether the server has forgotten the words and graphs of all of them. */
  readonly isForgotten: boolean;
}

/** Largest seed that numbers in graphs hold exactly. */
const MAX_SEED = 2 ** 53;

/** Runs a prompt for each window, one after the other: a server has one queue for everybody. */
export async function runPrompts(run: PromptsRun): Promise<PromptsMeasured> {
  const { plan, maker, restorer, onEvent, onServer, signal } = run;
  const { windows } = plan;
  const progress = createRunProgress(maker, windows.length, restorer.settings.steps, onEvent);
  const started = performance.now();
  let isForgotten = true;
  for (const [index, window] of windows.entries()) {
    signal.throwIfAborted();
    progress.begin(index);
    const { pictures, ...result } = await runWindow(run, index, (news) => {
      progress.heard(news);
      tell(run, window, news);
    });
    isForgotten &&= result.isForgotten;
    const imageOf = (node: string): Image =>
      resultImage(pictures.get(node) ?? new Uint8Array(), window);
    run.take(window, imageOf(maker.picture), maker.style === null ? null : imageOf(maker.style));
    onServer({ type: 'prompt', done: index + 1, total: windows.length });
  }
  const { stepsMs } = progress;
  return { stepsMs, serverMs: performance.now() - started, isForgotten };
}

async function runWindow(
  run: PromptsRun,
  index: number,
  onNews: (news: PromptNews) => void,
): Promise<Awaited<ReturnType<typeof runPrompt>>> {
  const { runId, plan, maker, server, socket, clientId, pace, signal, onStopping } = run;
  const window = plan.windows[index];
  if (window === undefined) throw new RangeError('no such window');
  const key = JSON.stringify([runId, plan.working, window]);
  const job = {
    promptId: uuidOfHash(await sha256(key)),
    clientId,
    prepare: (by: AbortSignal) => uploadedGraph(run, index, window, by),
    outputs: maker.style === null ? [maker.picture] : [maker.picture, maker.style],
    maxPictureBytes: largestPng(window),
  };
  return runPrompt(server, socket, job, {
    signal,
    onNews,
    onStopping,
    ...(pace && { pace }),
  });
}

async function uploadedGraph(
  { restorer, maker, has, server, picture, depth, onServer }: PromptsRun,
  index: number,
  window: Rect,
  signal: AbortSignal,
): Promise<Graph> {
  const isNear = server.access.address.reach !== 'public';
  const file = { depth, isNear, maxBytes: server.maxUploadBytes ?? 0 };
  const png = await windowPng(picture, window, file, signal);
  const totalBytes = png.byteLength;
  onServer({ type: 'upload', doneBytes: 0, totalBytes });
  const uploaded = await server.upload(png, signal);
  onServer({ type: 'upload', doneBytes: totalBytes, totalBytes });
  // With the same noise everywhere its pattern would show from tile to tile.
  const seed = (restorer.settings.seed + index) % MAX_SEED;
  return maker.make({ restorer, picture: uploaded, size: window, seed, has });
}

function tell(
  { sketch, decodePreview, onServer }: PromptsRun,
  window: Rect,
  news: PromptNews,
): void {
  switch (news.type) {
    case 'preview':
      // One that cannot be decoded is no loss.
      void decodePreview(news.bytes, news.format).then(
        (image) => image && sketch.put(image, window),
        () => undefined,
      );
      return;
    case 'waiting':
    case 'found':
    case 'started':
    case 'connection':
    case 'again':
      onServer(news);
      return;
    case 'cached':
    case 'node':
    case 'progress':
      return;
  }
}
