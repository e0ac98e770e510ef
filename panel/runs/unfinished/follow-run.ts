import type { DeviceKind, OnRunEvent } from '../../../src/core/events';
import type { EditorHost } from '../../../src/hosts/host';
import type { RunOptions } from '../../../src/restore/request';
import type { FileMarks, UnfinishedRun } from '../../store/unfinished';
import { begunRun, type Asked } from './begun-run';
import { keepRun, type KeepDeps, type RunKeeper } from './keep-run';

export interface FollowDeps extends KeepDeps {
  readonly host: Pick<EditorHost, 'kind'>;
  /** The current date, milliseconds since 1970. */
  readonly wallClockMs: () => number;
}

export interface FollowOptions extends Pick<RunOptions, 'signal' | 'onEvent'> {
  /** As `RunOptions` has it. */
  readonly stop: AbortSignal;
  /** A name for a device of this computer, the same from visit to visit; null: not known. */
  readonly deviceName: (kind: DeviceKind) => string | null;
}

export interface RunToFollow extends Asked {
  /** Where its pixels came from. */
  readonly origin: Pick<
    UnfinishedRun,
    'documentId' | 'documentName' | 'canvas' | 'layerId' | 'layerName'
  >;
  /** Whether it is among the unfinished runs. */
  readonly isStored: boolean;
  /** As `UnfinishedRun` has it. */
  readonly variantsLeft: number;
}

export interface FollowedRun extends Pick<RunKeeper, 'leave' | 'remove'> {
  /** What the engine gets. */
  readonly options: RunOptions;
}

/**
 * Options under which a run of SUPIR is kept step by step, and its end. The embedded network has no
 * steps to keep, and a server keeps its own.
 */
export function followRun(
  deps: FollowDeps,
  { signal, stop, onEvent, deviceName }: FollowOptions,
  run: RunToFollow,
): FollowedRun {
  const { request, origin, isStored, variantsLeft } = run;
  const { restorer, id, scale, mode } = request;
  if (restorer.kind !== 'supir') {
    return {
      options: { signal, onEvent },
      leave: () => Promise.resolve(false),
      remove: () => Promise.resolve(),
    };
  }
  const { files, lora = null } = restorer;
  const { documentId, documentName, canvas, layerId, layerName } = origin;
  let device: DeviceKind = 'wasm';
  let marking: Promise<FileMarks> | null = null;
  const keeper = keepRun(deps, {
    id,
    isStored,
    begun: () => begunRun(run, restorer, device),
    factsAt: async ({ done, steps }) => ({
      id,
      savedAtMs: deps.wallClockMs(),
      host: deps.host.kind,
      documentId,
      documentName,
      layerId,
      layerName,
      canvas,
      mode,
      scale,
      done,
      steps,
      variantsLeft,
      device,
      deviceName: deviceName(device),
      files: await (marking ??= deps.unfinished.marks({ ...files, lora })),
    }),
  });
  const heard: OnRunEvent = (event) => {
    if (event.type === 'device') ({ device } = event);
    onEvent(event);
  };
  const { onStepsDone } = keeper;
  return {
    options: { signal, stop, onEvent: heard, onStepsDone },
    leave: () => keeper.leave(),
    remove: () => keeper.remove(),
  };
}
