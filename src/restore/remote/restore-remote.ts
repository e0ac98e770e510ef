import { createBreather, type Breathe } from '../../core/breathe';
import { ServerError } from '../../core/errors';
import { type Size, rectOfSize } from '../../core/geometry';
import type { ServerAccess } from '../../comfyui/calls';
import { PACE, type Pace } from '../../comfyui/prompt-watch';
import type { PromptOptions } from '../../comfyui/run-prompt';
import { openServer } from '../../comfyui/server';
import { openServerSocket } from '../../comfyui/server-socket';
import type { Tensor } from '../../onnx/session';
import { isUnguided } from '../../sampling/guidance';
import { commonReport, finishPictures } from '../finish';
import { preparePicture, retrySmaller } from '../prepare';
import type { RemoteRestorer, RestoreRequest, RestoreResult, RunOptions } from '../request';
import { createResultPictures } from '../result-pictures';
import { createStageClock } from '../stage-clock';
import { linearScale } from '../supir-settings';
import { fixColor } from '../supir/color-fix';
import { toWorkingPicture } from '../supir/working-picture';
import { writeResult } from '../supir/write-result';
import { createBlend } from './blend';
import { browserPreview, oneAtATime, type DecodePreview } from './decode-preview';
import { omission, type Omission } from './omissions';
import { pictureProgress } from './picture-progress';
import { planRemote, smallerRemotePlan, type RemotePlan } from './plan-remote';
import { shapeOf, type RemoteReport, type RemoteRunReport } from './remote-report';
import { runPrompts, type PromptsMeasured } from './run-prompts';
import type { OnServerNews } from './server-news';
import { createSketch } from './sketch';
import { provenMaker, surveyServer } from './survey-server';

export interface RemoteOptions extends RunOptions, Pick<PromptOptions, 'onStopping'> {
  readonly onServer?: OnServerNews;
  readonly decodePreview?: DecodePreview;
  readonly pace?: Pace;
}

/**
 * Restores with SUPIR on a server. Borrows the request. A request with the `id` of one that was cut off
 * finds the prompts again that its earlier try has sent: nothing is computed twice.
 *
 * 1. *Plan*: the server tells its version, nodes and files; the graph is proved against them before
 *    anything of the picture leaves this computer. Context, scale and settings give the working size
 *    and its tiles.
 * 2. *Restore*: each tile is uploaded, is one prompt of the server's queue, and comes back; they are
 *    blended, and the colours are set right, here. That is part `decode` as well.
 * 3. *Finish*, as with SUPIR here.
 *
 * Events: stage plan, stage restore, (part…, preview?)…, stage finish. When the server runs out of memory
 * and the tiles were not chosen: notice `smaller-tiles`, then once more from stage plan.
 *
 * @throws DocumentError `nothing-selected`, `selection-outside-layer`, `selection-too-large`
 * @throws ServerError
 * @throws the signal's reason, at once; what the server does then goes on to be stopped
 */
export async function restoreRemote(
  request: RestoreRequest<RemoteRestorer>,
  access: ServerAccess,
  options: RemoteOptions,
): Promise<RestoreResult<RemoteRunReport>> {
  const { source, restorer, scale, mode } = request;
  const { signal, onEvent, onServer = () => undefined, pace = PACE } = options;
  const clock = createStageClock(onEvent);
  signal.throwIfAborted();
  clock.enter('plan');
  const prepared = await preparePicture(request, clock, createBreather(signal));
  const { breathe, buffers, composite, filled } = prepared;
  const { region } = composite;
  const context = rectOfSize(source);
  const first = planRemote(restorer, context, scale);

  const server = await openServer(access, signal);
  const survey = await surveyServer(server, signal);
  const size = largestWindow(first);
  const proof = { restorer, size, seed: restorer.settings.seed };
  const maker = await provenMaker(server, survey, proof, signal);
  const { has } = survey;
  const depth = source.depth === 16 && server.abilities.readsSixteenBits ? 16 : 8;
  const omissions: readonly Omission[] = [
    ...maker.omissions({ restorer, has }),
    ...(source.depth === 16 ? [omission('result-depth', 16, 8)] : []),
  ];
  const [device] = server.stats.devices;
  const { version } = server;
  const { settings } = restorer;
  const named = {
    server: access.address.origin,
    version,
    graph: maker.kind,
    sampler: settings.sampler,
  };
  onServer({
    type: 'server',
    version,
    device: device?.name ?? null,
    graph: maker.kind,
    shape: shapeOf(named, size, isGuided(restorer)),
    omissions,
  });

  const decodePreview = oneAtATime(options.decodePreview ?? browserPreview);
  const clientId = `supir-panel-${request.id}`;
  const socket = openServerSocket(access, clientId);
  const run = async (plan: RemotePlan): Promise<Restored> => {
    clock.enter('restore');
    const picture = await toWorkingPicture(filled, plan.working, buffers, breathe);
    const result = createBlend(plan.working, buffers);
    const style = maker.style === null ? null : createBlend(plan.working, buffers);
    const made = pictureProgress(settings.colorFix, onEvent);
    try {
      const measured = await runPrompts({
        runId: request.id,
        restorer,
        plan,
        maker,
        has,
        server,
        socket,
        clientId,
        pace,
        picture,
        depth,
        signal,
        onEvent,
        onServer,
        onStopping: options.onStopping,
        sketch: createSketch(picture, region, context, onEvent),
        decodePreview,
        async take(window, image, styleImage, pause) {
          await result.add(image, window, pause);
          if (styleImage !== null) await style?.add(styleImage, window, pause);
        },
        onLastPicture: made.begin,
      });
      const colours = style === null ? picture : await style.result(breathe);
      const samples = await result.result(breathe);
      made.one();
      await recolour(restorer, samples, colours, breathe, made.one);
      return { plan, samples, measured };
    } catch (error) {
      result.release();
      throw error;
    } finally {
      buffers.give(picture.data);
      style?.release();
    }
  };
  try {
    const smaller = (plan: RemotePlan): RemotePlan | null => smallerRemotePlan(plan, restorer);
    const restored = await retrySmaller(prepared, onEvent, first, run, smaller, isTooLarge);
    signal.throwIfAborted();
    const { plan, samples, measured } = restored;

    clock.enter('finish');
    const pictures = createResultPictures(request, region, buffers);
    const place = { context, region, factor: mode === 'in-place' ? 1 : scale };
    await writeResult(samples, place, pictures, buffers, breathe);
    const { files } = restorer;
    const told = {
      ...server.traffic,
      ...named,
      files,
      omissions,
      workingSize: plan.working,
      steps: settings.steps,
      seed: settings.seed,
    };
    return {
      ...(await finishPictures(request, prepared, pictures)),
      report: {
        restorer: 'remote',
        device: 'server',
        deviceLabel: device?.name ?? '',
        model: `${files.supir} + ${files.sdxl}`,
        tiles: plan.windows.length,
        tileSize: largestWindow(plan),
        networkMs: measured.serverMs,
        remote: remoteReport(told, plan, restorer, measured),
        ...commonReport(request, prepared),
      },
    };
  } finally {
    socket.close();
  }
}

interface Restored {
  readonly plan: RemotePlan;
  /** [1, 3, h, w] at the working size, about −1…1. */
  readonly samples: Tensor;
  readonly measured: PromptsMeasured;
}

function isTooLarge(error: unknown): boolean {
  return error instanceof ServerError && error.code === 'comfy-out-of-memory';
}

function isGuided({ settings }: RemoteRestorer): boolean {
  return !isUnguided(linearScale(settings.cfgStart, settings.cfgEnd));
}

function largestWindow({ windows, working }: RemotePlan): Size {
  const { width, height } = windows[0] ?? working;
  return { width, height };
}

/** In place, plane by plane. */
async function recolour(
  { settings }: RemoteRestorer,
  content: Tensor,
  style: Tensor,
  breathe: Breathe,
  onPlane: () => void,
): Promise<void> {
  const [, channels = 0, height = 0, width = 0] = content.dims;
  const length = width * height;
  for (let c = 0; c < channels && settings.colorFix !== 'none'; c++) {
    const planeOf = ({ data }: Tensor) => ({
      width,
      height,
      channels: 1,
      data: data.subarray(c * length, (c + 1) * length),
    });
    await fixColor(settings.colorFix, planeOf(content), planeOf(style), breathe);
    onPlane();
  }
}

function remoteReport(
  told: Omit<RemoteReport, 'serverMs' | 'stepMs' | 'shape' | 'isForgotten'>,
  plan: RemotePlan,
  restorer: RemoteRestorer,
  { stepsMs, serverMs, isForgotten }: PromptsMeasured,
): RemoteReport {
  const sorted = [...stepsMs].sort((a, b) => a - b);
  return {
    ...told,
    serverMs,
    stepMs: sorted[Math.floor(sorted.length / 2)] ?? null,
    shape: shapeOf(told, largestWindow(plan), isGuided(restorer)),
    isForgotten,
  };
}
