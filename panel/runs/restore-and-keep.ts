import { abortable } from '../../src/core/abort';
import type { LayerRef } from '../../src/core/document';
import type { RunNotice } from '../../src/core/events';
import { translate } from '../../src/core/geometry';
import { cropImage } from '../../src/core/image';
import type { EditorHost, Snapshot } from '../../src/hosts/host';
import type { AnyReport } from '../../src/restore/remote/remote-report';
import type { RestoreResult } from '../../src/restore/request';
import type { KeptResult, Shelf } from '../store/kept';
import { layerName } from '../store/layer-name';
import { stoppedAfterOf } from '../store/report-facts';
import type { Pictures } from '../store/pictures';
import type { AnyEngine } from './any-engine';
import { forEditor, layerResult } from './layer-result';
import { placementFor, type Placement } from './placement';
import {
  followRun,
  type FollowDeps,
  type FollowOptions,
  type RunToFollow,
} from './unfinished/follow-run';

export interface JobDeps extends FollowDeps {
  readonly engine: AnyEngine;
  readonly host: EditorHost;
  readonly shelf: Shelf;
  readonly pictures: Pick<Pictures, 'opaque'>;
  /** Makes a new unique id. */
  readonly newId: () => string;
}

export interface RunningOptions extends FollowOptions {
  /** Called once a result is on the shelf under this id, before its insert is tried; null after that. */
  readonly onInserting: (id: string | null) => void;
  /** Called with each result once it is inserted, as `layer`, or on the shelf where it is not to be. */
  readonly onResult: (kept: KeptResult, layer: LayerRef | null) => Promise<void>;
}

/**
 * Restores, keeps and inserts, above the layer that `placeIn` gives; as `runJob` says of what is left
 * after a failure. `placeIn`: null keeps the result aside.
 */
export async function restoreAndKeep(
  deps: JobDeps,
  options: RunningOptions,
  source: RunToFollow,
  placeIn: ((now: Snapshot, kept: KeptResult) => LayerRef) | null,
): Promise<void> {
  const { request, appearance } = source;
  const { signal, onEvent, onResult } = options;
  const followed = followRun(deps, options, source);
  const startedAtMs = deps.wallClockMs();
  try {
    const restored = await abortable(deps.engine.restore(request, followed.options), signal);
    signal.throwIfAborted();

    if (placeIn !== null) onEvent({ type: 'stage', stage: 'insert' });
    const placement = placementFor(appearance, restored.opaque);
    const { notice } = placement;
    if (notice !== null) onEvent({ type: 'notice', notice });
    const placed = placeIn === null ? 'aside' : 'waiting';
    const made = keptResult(deps, source, restored, placement, { startedAtMs, placed });
    const { kept } = await deps.shelf.keep(made);
    if (placeIn === null) {
      await followed.remove();
      await onResult(kept, null);
    } else {
      await onResult(kept, await insert(deps, options, kept, placeIn, followed.remove));
    }
  } catch (error) {
    await followed.leave();
    throw error;
  }
}

async function insert(
  { host, shelf, pictures }: JobDeps,
  { signal, onInserting }: RunningOptions,
  kept: KeptResult,
  placeIn: (now: Snapshot, kept: KeptResult) => LayerRef,
  removeSteps: () => Promise<void>,
): Promise<LayerRef> {
  const { id } = kept.summary;
  onInserting(id);
  try {
    signal.throwIfAborted();
    const above = placeIn(await host.snapshot(signal), kept);
    const layer = await host.insertLayer({ ...(await forEditor(kept, pictures)), above }, signal);
    // The layer is in: a shelf that cannot note it now offers it once more, which harms nothing.
    await shelf.place(id, 'inserted').catch(() => undefined);
    onInserting(null);
    await removeSteps();
    return layer;
  } catch (error) {
    // A result that the user called off is not worth keeping; its steps are.
    if (signal.aborted) await shelf.discard(id);
    else await removeSteps();
    throw error;
  }
}

interface MadeFacts extends Pick<KeptResult['summary'], 'placed'> {
  /** When its making began, milliseconds since 1970. */
  readonly startedAtMs: number;
}

function keptResult(
  { host, wallClockMs }: JobDeps,
  { request, origin, settings }: RunToFollow,
  restored: RestoreResult<AnyReport>,
  placement: Placement,
  { startedAtMs, placed }: MadeFacts,
): KeptResult {
  const above = { documentId: origin.documentId, layerId: origin.layerId };
  const stoppedAfter = stoppedAfterOf(restored.report);
  const name = layerName(request.restorer.kind, request.scale, stoppedAfter);
  const { width, height } = restored.content ?? restored.image;
  const nowMs = wallClockMs();
  return {
    result: layerResult(request, restored, above, name, placement),
    summary: {
      id: request.id,
      keptAtMs: nowMs,
      usedAtMs: nowMs,
      placed,
      host: host.kind,
      documentId: origin.documentId,
      documentName: origin.documentName,
      canvas: origin.canvas,
      sourceLayerName: origin.layerName,
      layerName: name,
      mode: request.mode,
      scale: request.scale,
      size: { width, height },
      region: translate(restored.region, request.contextRect.x, request.contextRect.y),
      opaque: placement.opaque,
      report: withNotice(restored.report, placement.notice),
      totalMs: nowMs - startedAtMs,
      settings,
      thumbnail: null,
      bytes: 0,
    },
    before: cropImage(request.source, restored.region),
  };
}

function withNotice(report: AnyReport, notice: RunNotice | null): AnyReport {
  return notice === null ? report : { ...report, notices: [...report.notices, notice] };
}
