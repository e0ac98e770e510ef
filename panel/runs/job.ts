import { abortable } from '../../src/core/abort';
import type { OnRunEvent, RunNotice } from '../../src/core/events';
import type { Appearance } from '../../src/core/document';
import { translate, type DocRect } from '../../src/core/geometry';
import { cropImage } from '../../src/core/image';
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
import type { KeptResult, Placed, Shelf } from '../store/kept';
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
  /** One for each result: the same but for the seed. */
  readonly restorers: readonly RestorerSettings[];
  /** Of the graphics card. */
  readonly memory: CardKnowledge;
  readonly signal: AbortSignal;
  readonly onEvent: OnRunEvent;
  /** Called once a result is on the shelf under this id, before its insert is tried; null after that. */
  readonly onInserting: (id: string | null) => void;
  /** Called with each result, the first once it is inserted, the others once they are on the shelf. */
  readonly onResult: (kept: KeptResult) => Promise<void>;
}

/**
 * One click on Upscale: reads the region and restores it, once for each of the `restorers`. The
 * first result is inserted as the new layer at once; the others are kept aside, to be chosen from.
 * What fails or is called off leaves the results before it. After a failed insert its result is on
 * the shelf.
 */
export async function runJob(deps: JobDeps, options: JobOptions): Promise<void> {
  const { host } = deps;
  const { signal, onEvent, onResult } = options;

  onEvent({ type: 'stage', stage: 'read' });
  const snapshot = await abortable(host.snapshot(signal), signal);
  const target = targetOf(snapshot);
  const source = await readSource(deps, options, target, snapshot.selection);

  for (const [i, restorer] of options.restorers.entries()) {
    const startedAtMs = deps.wallClockMs();
    const request = { ...source.request, id: deps.newId(), restorer };
    const restored = await abortable(deps.engine.restore(request, { signal, onEvent }), signal);
    signal.throwIfAborted();

    if (i === 0) onEvent({ type: 'stage', stage: 'insert' });
    const placement = placementFor(source.appearance, restored.opaque);
    const { notice } = placement;
    if (notice !== null) onEvent({ type: 'notice', notice });
    const facts = { startedAtMs, settings: options.settings, placed: i === 0 ? WAITING : ASIDE };
    const made = keptResult(deps, request, restored, target, placement, facts);
    const { kept } = await deps.shelf.keep(made);
    if (i === 0) await insert(deps, options, target, kept);
    await onResult(kept);
  }
}

const WAITING: Placed = 'waiting';
const ASIDE: Placed = 'aside';

async function insert(
  { host, shelf, pictures }: JobDeps,
  { signal, onInserting }: JobOptions,
  { document }: Target,
  kept: KeptResult,
): Promise<void> {
  const { id } = kept.summary;
  onInserting(id);
  try {
    signal.throwIfAborted();
    checkStillFits(await host.snapshot(signal), document.id, document.size);
    const layer = await host.insertLayer(await forEditor(kept, pictures), signal);
    // The layer is in: a shelf that cannot note it now offers it once more, which harms nothing.
    await shelf.place(id, 'inserted', layer).catch(() => undefined);
    onInserting(null);
  } catch (error) {
    // A result that the user called off is not worth keeping.
    if (signal.aborted) await shelf.discard(id);
    throw error;
  }
}

interface Source {
  /** Without what differs from result to result. */
  readonly request: Omit<RestoreRequest, 'id' | 'restorer'>;
  readonly appearance: Appearance;
}

async function readSource(
  { host }: JobDeps,
  { settings, restorers, memory, signal }: JobOptions,
  { document, layer }: Target,
  selectionBounds: DocRect | null,
): Promise<Source> {
  const { scale } = settings;
  const kind = restorers[0]?.kind ?? 'fast';
  const mode = effectiveMode(settings.mode, scale, host.modes);
  checkWillFit(document.size, mode, scale, host.largestDocument);
  const maskEdge = { grow: settings.maskGrow, feather: settings.maskFeather };
  const contextRect = contextFor({
    canvas: document.size,
    layer: layer.bounds,
    selection: selectionBounds,
    maskEdge,
    scale,
    restorer: kind,
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

interface MadeFacts extends Pick<KeptResult['summary'], 'settings' | 'placed'> {
  /** When its making began, milliseconds since 1970. */
  readonly startedAtMs: number;
}

function keptResult(
  { host, wallClockMs }: JobDeps,
  request: RestoreRequest,
  restored: RestoreResult,
  { document, layer }: Target,
  placement: Placement,
  { startedAtMs, settings, placed }: MadeFacts,
): KeptResult {
  const above = { documentId: document.id, layerId: layer.id };
  const name = layerName(request.restorer.kind, request.scale);
  const { width, height } = restored.content ?? restored.image;
  const nowMs = wallClockMs();
  return {
    result: layerResult(request, restored, above, name, placement),
    summary: {
      id: request.id,
      keptAtMs: nowMs,
      usedAtMs: nowMs,
      placed,
      layer: null,
      host: host.kind,
      documentId: document.id,
      documentName: document.name,
      canvas: document.size,
      sourceLayerName: layer.name,
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

function withNotice(report: RunReport, notice: RunNotice | null): RunReport {
  return notice === null ? report : { ...report, notices: [...report.notices, notice] };
}
