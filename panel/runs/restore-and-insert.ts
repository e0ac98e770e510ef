import { abortable } from '../../src/core/abort';
import type { LayerRef } from '../../src/core/document';
import type { RunNotice } from '../../src/core/events';
import { cropImage, type Image } from '../../src/core/image';
import type { Engine } from '../../src/engine/engine';
import type { EditorHost, Snapshot } from '../../src/hosts/host';
import type { RestoreRequest, RestoreResult, RunReport } from '../../src/restore/request';
import type { KeptResult, Shelf } from '../store/kept';
import { layerName } from '../store/layer-name';
import type { Pictures } from '../store/pictures';
import { forEditor, layerResult } from './layer-result';
import { placementFor, type Placement } from './placement';
import {
  followRun,
  type FollowDeps,
  type FollowOptions,
  type RunToFollow,
} from './unfinished/follow-run';

export interface JobDeps extends FollowDeps {
  readonly engine: Engine;
  readonly host: EditorHost;
  readonly shelf: Shelf;
  readonly pictures: Pick<Pictures, 'opaque'>;
  /** Makes a new unique id. */
  readonly newId: () => string;
}

export interface RunningOptions extends FollowOptions {
  /** Called once the result is on the shelf under this id, before its insert is tried. */
  readonly onKept: (id: string) => void;
}

export interface JobResult {
  readonly layer: LayerRef;
  readonly kept: KeptResult;
  /** The source's pixels in the region of the result. */
  readonly before: Image;
}

/** Restores, keeps and inserts; as `runJob` says of what is left after a failure. */
export async function restoreAndInsert(
  deps: JobDeps,
  options: RunningOptions,
  source: RunToFollow,
  placeIn: (now: Snapshot, kept: KeptResult) => LayerRef,
): Promise<JobResult> {
  const { host, shelf } = deps;
  const { request, appearance, origin } = source;
  const { signal, onEvent, onKept } = options;
  const followed = followRun(deps, options, source);
  try {
    const restored = await abortable(deps.engine.restore(request, followed.options), signal);
    signal.throwIfAborted();

    onEvent({ type: 'stage', stage: 'insert' });
    const placement = placementFor(appearance, restored.opaque);
    const { notice } = placement;
    if (notice !== null) onEvent({ type: 'notice', notice });
    const { kept } = await shelf.keep(keptResult(deps, request, restored, origin, placement));
    onKept(kept.summary.id);
    try {
      signal.throwIfAborted();
      const above = placeIn(await host.snapshot(signal), kept);
      const result = await forEditor(kept, deps.pictures);
      const placed = above === result.above ? result : { ...result, above };
      const layer = await host.insertLayer(placed, signal);
      // The layer is in: a shelf that cannot forget now offers it once more, which harms nothing.
      await shelf.discard(kept.summary.id).catch(() => undefined);
      await followed.remove();
      return { layer, kept, before: cropImage(request.source, restored.region) };
    } catch (error) {
      // A result that the user called off is not worth keeping; its steps are.
      if (signal.aborted) await shelf.discard(kept.summary.id);
      else await followed.remove();
      throw error;
    }
  } catch (error) {
    await followed.leave();
    throw error;
  }
}

function keptResult(
  { host, wallClockMs }: JobDeps,
  request: RestoreRequest,
  restored: RestoreResult,
  origin: RunToFollow['origin'],
  placement: Placement,
): KeptResult {
  const above = { documentId: origin.documentId, layerId: origin.layerId };
  const stoppedAfter = restored.report.supir?.stoppedAfter;
  const name = layerName(request.restorer.kind, request.scale, stoppedAfter);
  const { width, height } = restored.content ?? restored.image;
  return {
    result: layerResult(request, restored, above, name, placement),
    summary: {
      id: request.id,
      keptAtMs: wallClockMs(),
      host: host.kind,
      documentId: origin.documentId,
      documentName: origin.documentName,
      canvas: origin.canvas,
      sourceLayerName: origin.layerName,
      layerName: name,
      mode: request.mode,
      scale: request.scale,
      size: { width, height },
      opaque: placement.opaque,
      report: withNotice(restored.report, placement.notice),
    },
  };
}

function withNotice(report: RunReport, notice: RunNotice | null): RunReport {
  return notice === null ? report : { ...report, notices: [...report.notices, notice] };
}
