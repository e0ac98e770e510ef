import { abortable } from '../../src/core/abort';
import type { OnRunEvent, RunNotice } from '../../src/core/events';
import type { Appearance, LayerRef } from '../../src/core/document';
import type { DocRect } from '../../src/core/geometry';
import { cropImage, type Image } from '../../src/core/image';
import type { Engine } from '../../src/engine/engine';
import type { EditorHost } from '../../src/hosts/host';
import type { CardKnowledge } from '../../src/restore/card-knowledge';
import { contextFor, nothingSelected } from '../../src/restore/context';
import type {
  RestorerSettings,
  RestoreRequest,
  RestoreResult,
  RunReport,
} from '../../src/restore/request';
import type { Pictures } from '../store/pictures';
import type { Settings } from '../settings/settings';
import type { KeptResult, Shelf } from '../store/kept';
import { layerName } from '../store/layer-name';
import { forEditor, layerResult } from './layer-result';
import { effectiveMode } from '../store/output';
import { placementFor, type Placement } from './placement';
import { checkStillFits, checkWillFit, targetOf, type Target } from './readiness';

export interface JobDeps {
  readonly host: EditorHost;
  readonly engine: Engine;
  readonly shelf: Shelf;
  readonly pictures: Pick<Pictures, 'opaque'>;
  /** Makes a new unique id. */
  readonly newId: () => string;
  /** The current date, milliseconds since 1970. */
  readonly wallClockMs: () => number;
}

export interface JobOptions {
  readonly settings: Settings;
  readonly restorer: RestorerSettings;
  /** Of the graphics card. */
  readonly memory: CardKnowledge;
  readonly signal: AbortSignal;
  readonly onEvent: OnRunEvent;
  /** Called once the result is on the shelf under this id, before its insert is tried. */
  readonly onKept: (id: string) => void;
}

export interface JobResult {
  /** What the result became; null where it is not to be inserted yet, and waits on the shelf. */
  readonly layer: LayerRef | null;
  readonly kept: KeptResult;
  /** The source's pixels in the region of the result. */
  readonly before: Image;
}

/**
 * One click on Upscale: reads the region, restores it and inserts the new layer, unless the settings have it wait.
 * After a failed insert the result is on the shelf; after anything else that throws, nothing is.
 */
export async function runJob(deps: JobDeps, options: JobOptions): Promise<JobResult> {
  const { host, engine, shelf } = deps;
  const { signal, onEvent, onKept } = options;

  onEvent({ type: 'stage', stage: 'read' });
  const snapshot = await abortable(host.snapshot(signal), signal);
  const target = targetOf(snapshot);
  const { request, appearance } = await readSource(deps, options, target, snapshot.selection);

  const restored = await abortable(engine.restore(request, { signal, onEvent }), signal);
  signal.throwIfAborted();

  onEvent({ type: 'stage', stage: 'insert' });
  const placement = placementFor(appearance, restored.opaque);
  const { notice } = placement;
  if (notice !== null) onEvent({ type: 'notice', notice });
  const { kept } = await shelf.keep(keptResult(deps, request, restored, target, placement));
  onKept(kept.summary.id);
  const before = cropImage(request.source, restored.region);
  try {
    signal.throwIfAborted();
    if (!options.settings.insertAtOnce) return { layer: null, kept, before };
    checkStillFits(await host.snapshot(signal), target.document.id, target.document.size);
    const layer = await host.insertLayer(await forEditor(kept, deps.pictures), signal);
    // The layer is in: a shelf that cannot forget now offers it once more, which harms nothing.
    await shelf.discard(kept.summary.id).catch(() => undefined);
    return { layer, kept, before };
  } catch (error) {
    // A result that the user called off is not worth keeping.
    if (signal.aborted) await shelf.discard(kept.summary.id);
    throw error;
  }
}

interface Source {
  readonly request: RestoreRequest;
  readonly appearance: Appearance;
}

async function readSource(
  { host, newId }: JobDeps,
  { settings, restorer, memory, signal }: JobOptions,
  { document, layer }: Target,
  selectionBounds: DocRect | null,
): Promise<Source> {
  const { scale } = settings;
  const mode = effectiveMode(settings.mode, scale, host.modes);
  checkWillFit(document.size, mode, scale, host.largestDocument);
  const maskEdge = { grow: settings.maskGrow, feather: settings.maskFeather };
  const contextRect = contextFor({
    canvas: document.size,
    layer: layer.bounds,
    selection: selectionBounds,
    maskEdge,
    scale,
    restorer: restorer.kind,
  });
  const ref = { documentId: document.id, layerId: layer.id };
  const { image: source, appearance } = await abortable(
    host.readLayer(ref, contextRect, signal),
    signal,
  );
  const selection = await abortable(host.readSelection(document.id, contextRect, signal), signal);
  // What was selected a moment ago is not any more; without this the whole context would be meant.
  if (selection === null && selectionBounds !== null) throw nothingSelected();
  const request = {
    id: newId(),
    restorer,
    device: settings.device,
    memory,
    scale,
    mode,
    maskEdge,
    canvas: document.size,
    contextRect,
    source,
    selection,
  };
  return { request, appearance };
}

function keptResult(
  { host, wallClockMs }: JobDeps,
  request: RestoreRequest,
  restored: RestoreResult,
  { document, layer }: Target,
  placement: Placement,
): KeptResult {
  const above = { documentId: document.id, layerId: layer.id };
  const name = layerName(request.restorer.kind, request.scale);
  const { width, height } = restored.content ?? restored.image;
  return {
    result: layerResult(request, restored, above, name, placement),
    summary: {
      id: request.id,
      keptAtMs: wallClockMs(),
      host: host.kind,
      documentId: document.id,
      documentName: document.name,
      canvas: document.size,
      sourceLayerName: layer.name,
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
