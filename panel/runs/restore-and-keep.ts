import { abortable } from '../../src/core/abort';
import type { LayerRef, LayerResult } from '../../src/core/document';
import type { RunNotice } from '../../src/core/events';
import { scaleSize, translate } from '../../src/core/geometry';
import { cropImage } from '../../src/core/image';
import type { EditorHost, Snapshot } from '../../src/hosts/host';
import { NO_ADJUSTMENT } from '../../src/restore/adjust/adjustment';
import type { AnyReport } from '../../src/restore/remote/remote-report';
import type { RestoreResult } from '../../src/restore/request';
import type { KeptResult, KeptSummary, Shelf } from '../store/kept';
import { keptName } from '../store/kept-name';
import { layerName } from '../store/layer-name';
import { stoppedAfterOf } from '../store/report-facts';
import type { Pictures } from '../store/pictures';
import type { AnyEngine } from './any-engine';
import { forEditor, layerResult } from './layer-result';
import { placementFor, type Placement } from './placement';
import type { OnAgain } from './run-guard';
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
  readonly pictures: Pick<Pictures, 'shown'>;
  /** Makes a new unique id. */
  readonly newId: () => string;
}

export interface RunningOptions extends FollowOptions {
  /** Called where something else than the whole run repeats what is still to be done; null: nothing. */
  readonly onAgain: OnAgain;
  /** Called with each result once it is inserted, as `layer`, or on the shelf where it is not to be. */
  readonly onResult: (kept: KeptResult, layer: LayerRef | null) => Promise<void>;
}

/** A result as it is inserted into the document that is in front now. */
export type Place = (now: Snapshot, result: LayerResult, summary: KeptSummary) => LayerResult;

/**
 * Restores, keeps and inserts as `place` says; as `runJob` says of what is left after a failure.
 * `place`: null keeps the result aside.
 */
export async function restoreAndKeep(
  deps: JobDeps,
  options: RunningOptions,
  source: Omit<RunToFollow, 'isInserted'>,
  place: Place | null,
): Promise<void> {
  const { request, appearance } = source;
  const { signal, onEvent, onResult } = options;
  const followed = followRun(deps, options, { ...source, isInserted: place !== null });
  const startedAtMs = deps.wallClockMs();
  try {
    const restored = await abortable(deps.engine.restore(request, followed.options), signal);
    signal.throwIfAborted();

    if (place !== null) onEvent({ type: 'stage', stage: 'insert' });
    const placement = placementFor(appearance, restored.opaque);
    const { notice } = placement;
    if (notice !== null) onEvent({ type: 'notice', notice });
    const placed = place === null ? 'aside' : 'waiting';
    const made = keptResult(deps, source, restored, placement, { startedAtMs, placed });
    const { kept } = await deps.shelf.keep(made);
    if (place === null) {
      await followed.remove();
      await onResult(kept, null);
    } else {
      await onResult(kept, await insert(deps, options, kept, place, () => followed.remove()));
    }
  } catch (error) {
    // Whoever began anew would lose the steps that can be gone on with.
    if (await followed.leave()) options.onAgain(null);
    throw error;
  }
}

async function insert(
  { host, shelf, pictures }: JobDeps,
  { signal, onAgain }: RunningOptions,
  kept: KeptResult,
  place: Place,
  removeSteps: () => Promise<void>,
): Promise<LayerRef> {
  const { summary } = kept;
  const { id } = summary;
  onAgain({ does: 'insert', id });
  try {
    signal.throwIfAborted();
    const result = await forEditor(kept, pictures);
    const now = await host.snapshot(signal);
    const layer = await host.insertLayer(place(now, result, summary), signal);
    // The layer is in: a shelf that cannot note it now offers it once more, which harms nothing.
    await shelf.place(id, 'inserted').catch(() => undefined);
    onAgain(null);
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
  {
    request,
    origin,
    settings,
    colors,
  }: Pick<RunToFollow, 'request' | 'origin' | 'settings' | 'colors'>,
  restored: RestoreResult<AnyReport>,
  placement: Placement,
  { startedAtMs, placed }: MadeFacts,
): KeptResult {
  const above = { documentId: origin.documentId, layerId: origin.layerId };
  const stoppedAfter = stoppedAfterOf(restored.report);
  const name = layerName(request.restorer.kind, request.scale, stoppedAfter);
  const { image, content, region, shown } = restored;
  const factor = (content ?? image).width / region.width;
  const { x, y } = request.contextRect;
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
      laterNames: [],
      mark: null,
      canvas: origin.canvas,
      sourceLayerName: origin.layerName,
      layerName: name,
      mode: request.mode,
      scale: request.scale,
      size: scaleSize({ width: shown.width, height: shown.height }, factor),
      region: translate(shown, x, y),
      restored: translate(region, x, y),
      opaque: placement.opaque,
      report: keptReport(restored.report, placement.notice),
      totalMs: nowMs - startedAtMs,
      settings,
      adjustment: NO_ADJUSTMENT,
      thumbnail: null,
      bytes: 0,
    },
    before: cropImage(request.source, region),
    colors,
  };
}

function keptReport(report: AnyReport, notice: RunNotice | null): AnyReport {
  return {
    ...report,
    model: keptName(report.model),
    deviceLabel: keptName(report.deviceLabel),
    notices: notice === null ? report.notices : [...report.notices, notice],
  };
}
