import { abortable } from '../../src/core/abort';
import type { Appearance } from '../../src/core/document';
import type { DocRect } from '../../src/core/geometry';
import type { CardKnowledge } from '../../src/restore/card-knowledge';
import { contextFor, nothingSelected } from '../../src/restore/context';
import type { RestorerSettings, RestoreRequest } from '../../src/restore/request';
import type { Settings } from '../settings/settings';
import { effectiveMode } from '../store/output';
import type { TakenRun } from '../store/unfinished';
import { checkStillFits, checkWillFit, targetOf, type Target } from './readiness';
import { reinsertTarget } from './reinsert';
import {
  restoreAndInsert,
  type JobDeps,
  type JobResult,
  type RunningOptions,
} from './restore-and-insert';

export interface JobOptions extends RunningOptions {
  readonly settings: Settings;
  readonly restorer: RestorerSettings;
  /** Of the graphics card. */
  readonly memory: CardKnowledge;
}

/**
 * One click on Upscale: reads the region, restores it and inserts the new layer.
 * After a failed insert the result is on the shelf. After anything else that throws, nothing is; of
 * SUPIR, the steps that were done can then be gone on with.
 */
export async function runJob(deps: JobDeps, options: JobOptions): Promise<JobResult> {
  const { host } = deps;
  const { signal, onEvent } = options;

  onEvent({ type: 'stage', stage: 'read' });
  const snapshot = await abortable(host.snapshot(signal), signal);
  const target = targetOf(snapshot);
  const { request, appearance } = await readSource(deps, options, target, snapshot.selection);
  const { document, layer } = target;
  const origin = {
    documentId: document.id,
    documentName: document.name,
    canvas: document.size,
    layerId: layer.id,
    layerName: layer.name,
  };
  const source = { request, appearance, origin, isStored: false };
  return restoreAndInsert(deps, options, source, (now, { result }) => {
    checkStillFits(now, document.id, document.size);
    return result.above;
  });
}

/** One click on Go on: as `runJob`, from the steps that are done; `request` is that of the run. */
export function goOnJob(
  deps: JobDeps,
  options: RunningOptions,
  { run, begun: { appearance } }: TakenRun,
  request: RestoreRequest,
): Promise<JobResult> {
  const source = { request, appearance, origin: run, isStored: true };
  return restoreAndInsert(deps, options, source, (now, { summary, result }) =>
    reinsertTarget(summary, result, now),
  );
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
