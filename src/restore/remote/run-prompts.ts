import { sha256 } from 'hash-wasm';
import { createBreather, type Breathe } from '../../core/breathe';
import type { OnRunEvent } from '../../core/events';
import type { Rect } from '../../core/geometry';
import type { Depth, Image } from '../../core/image';
import type { Graph, ServerFile } from '../../comfyui/graph';
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
import { createSending, type OnUpload, type Sending } from './sending';
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
  /** Of the sent pictures. */
  readonly depth: Depth;
  readonly sketch: Sketch;
  readonly decodePreview: DecodePreview;
  readonly pace?: Pace;
  /** Takes a window's result, and its cleaned original where the server gives it. */
  readonly take: (
    window: Rect,
    picture: Image,
    style: Image | null,
    breathe: Breathe,
  ) => Promise<void>;
  /** Told when all prompts have given their pictures. */
  readonly onLastPicture: () => void;
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

/**
 * Runs a prompt for each window, one after the other: a server has one queue for everybody. While it works
 * on one, the next one's picture is sent, and the last one's result is taken.
 */
export async function runPrompts(whole: PromptsRun): Promise<PromptsMeasured> {
  const { plan, maker, restorer, onEvent, onServer } = whole;
  const { windows } = plan;
  const progress = createRunProgress(maker, windows.length, restorer.settings.steps, onEvent);
  const started = performance.now();
  whole.signal.throwIfAborted();
  // What goes on beside a prompt ends with it, and the other way round.
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(whole.signal.reason);
  whole.signal.addEventListener('abort', onAbort, { once: true });
  const run = { ...whole, signal: stop.signal };
  const sending = createSending((index, onUpload) => sendWindow(run, index, onUpload), onServer);
  let taking: Promise<void> = Promise.resolve();
  let isForgotten = true;
  try {
    for (const [index, window] of windows.entries()) {
      run.signal.throwIfAborted();
      progress.begin(index);
      const { pictures, ...result } = await runWindow(run, sending, index, (news) => {
        if (news.type === 'started' && index + 1 < windows.length) sending.begin(index + 1);
        progress.heard(news);
        tell(run, window, news);
      });
      isForgotten &&= result.isForgotten;
      onServer({ type: 'prompt', done: index + 1, total: windows.length });
      await taking;
      taking = takeResult(run, window, pictures);
      taking.catch((error: unknown) => stop.abort(error));
    }
    const serverMs = performance.now() - started;
    whole.onLastPicture();
    await taking;
    return { stepsMs: progress.stepsMs, serverMs, isForgotten };
  } finally {
    whole.signal.removeEventListener('abort', onAbort);
    stop.abort();
    await Promise.allSettled([taking, sending.end()]);
  }
}

type Pictures = Awaited<ReturnType<typeof runPrompt>>['pictures'];

async function takeResult(
  { maker, take, signal }: PromptsRun,
  window: Rect,
  pictures: Pictures,
): Promise<void> {
  const breathe = createBreather(signal);
  const imageOf = (node: string): Promise<Image> =>
    resultImage(pictures.get(node) ?? new Uint8Array(), window, breathe);
  const picture = await imageOf(maker.picture);
  await take(window, picture, maker.style === null ? null : await imageOf(maker.style), breathe);
}

async function runWindow(
  run: PromptsRun,
  sending: Sending,
  index: number,
  onNews: (news: PromptNews) => void,
): Promise<Awaited<ReturnType<typeof runPrompt>>> {
  const { runId, plan, maker, server, socket, clientId, pace, signal, onStopping } = run;
  const window = windowOf(plan, index);
  const key = JSON.stringify([runId, plan.working, window]);
  const job = {
    promptId: uuidOfHash(await sha256(key)),
    clientId,
    prepare: async () => graphOf(run, index, await sending.file(index)),
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

function windowOf({ windows }: RemotePlan, index: number): Rect {
  const window = windows[index];
  if (window === undefined) throw new RangeError('no such window');
  return window;
}

async function sendWindow(
  { plan, server, picture, depth, signal }: PromptsRun,
  index: number,
  onUpload: OnUpload,
): Promise<ServerFile> {
  const isNear = server.access.address.reach !== 'public';
  const file = { depth, isNear, maxBytes: server.maxUploadBytes ?? 0 };
  const png = await windowPng(picture, windowOf(plan, index), file, signal);
  const totalBytes = png.byteLength;
  onUpload({ type: 'upload', doneBytes: 0, totalBytes });
  const uploaded = await server.upload(png, signal);
  onUpload({ type: 'upload', doneBytes: totalBytes, totalBytes });
  return uploaded;
}

function graphOf(
  { restorer, plan, maker, has }: PromptsRun,
  index: number,
  picture: ServerFile,
): Graph {
  // With the same noise everywhere its pattern would show from tile to tile.
  const seed = (restorer.settings.seed + index) % MAX_SEED;
  return maker.make({ restorer, picture, size: windowOf(plan, index), seed, has });
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
