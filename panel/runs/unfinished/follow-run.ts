import type { DeviceKind, OnRunEvent } from '../../../src/core/events';
import type { EditorHost } from '../../../src/hosts/host';
import type { RunOptions } from '../../../src/restore/request';
import type { FileMarks, Keeping, UnfinishedRun } from '../../store/unfinished';
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
  /** Told how the run is kept, whenever that was tried. */
  readonly onKeeping: (keeping: Keeping) => void;
}

export interface RunToFollow extends Asked {
  /** Where its pixels came from. */
  readonly origin: Pick<
    UnfinishedRun,
    'documentId' | 'documentName' | 'canvas' | 'layerId' | 'layerName'
  >;
  /** Whether it is among the unfinished runs. */
  readonly isStored: boolean;
  /** Ids of the variants of the same click that come after it. */
  readonly later: readonly string[];
}

export interface FollowedRun extends Pick<RunKeeper, 'leave'> {
  /** What the engine gets. */
  readonly options: RunOptions;
  /**
   * The run has its result: what is left to go on with is the variant after it, unless the run was
   * stopped early.
   */
  remove(): Promise<void>;
}

/**
 * Options under which a run of SUPIR is kept step by step, and its end. One of several is kept from
 * its beginning: whoever goes on makes those that are left. The embedded network has no steps to
 * keep, and a server keeps its own.
 */
export function followRun(
  deps: FollowDeps,
  { signal, stop, onEvent, deviceName, onKeeping }: FollowOptions,
  run: RunToFollow,
): FollowedRun {
  const { request, origin, isStored, later } = run;
  const { restorer, id, scale, mode } = request;
  if (restorer.kind !== 'supir') {
    return {
      options: { signal, onEvent },
      leave: () => Promise.resolve(false),
      remove: () => Promise.resolve(),
    };
  }
  const { files, lora = null, from, settings } = restorer;
  const { documentId, documentName, canvas, layerId, layerName } = origin;
  let device: DeviceKind = 'wasm';
  let marking: Promise<FileMarks> | null = null;
  const keeper = keepRun(deps, {
    id,
    stored: !isStored ? 'nothing' : from === undefined ? 'begun' : 'steps',
    storedSteps: from?.done ?? 0,
    onKeeping,
    begun: () => begunRun(run, restorer, device),
    factsAt: async (done) => ({
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
      steps: settings.steps,
      variantsLeft: later.length,
      device,
      deviceName: deviceName(device),
      files: await (marking ??= deps.unfinished.marks({ ...files, lora })),
    }),
  });
  const isOneOfSeveral = isStored || later.length > 0;
  const heard: OnRunEvent = (event) => {
    if (event.type === 'device') {
      ({ device } = event);
      if (isOneOfSeveral && from === undefined) keeper.begin();
    }
    onEvent(event);
  };
  const { onStepsDone } = keeper;
  const next = (): string | null => (stop.aborted ? null : (later[0] ?? null));
  return {
    options: { signal, stop, onEvent: heard, onStepsDone },
    leave: () => keeper.leave(),
    remove: () => keeper.remove(next()),
  };
}
