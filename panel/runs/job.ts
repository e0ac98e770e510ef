import { abortable } from '../../src/core/abort';
import type { Appearance, ImageColors, LayerResult } from '../../src/core/document';
import type { DocRect } from '../../src/core/geometry';
import type { EditorHost, Snapshot } from '../../src/hosts/host';
import type { CardKnowledge } from '../../src/restore/card-knowledge';
import { contextFor, nothingSelected } from '../../src/restore/context';
import type { AnyRestorer, RestoreRequest, SupirRestorer } from '../../src/restore/request';
import type { Settings } from '../settings/settings';
import { fromStoredSettings } from '../settings/stored-settings';
import { keptName } from '../store/kept-name';
import { effectiveMode } from '../store/output';
import type { TakenRun } from '../store/unfinished';
import { checkStillFits, checkWillFit, targetOf, type Target } from './readiness';
import { reinserted } from './reinsert';
import { restoreAndKeep, type JobDeps, type Place, type RunningOptions } from './restore-and-keep';
import { variantsOf } from './restorer-settings';
import type { RunToFollow } from './unfinished/follow-run';

export interface JobOptions extends RunningOptions {
  readonly settings: Settings;
  /** One for each result: the same but for the seed. */
  readonly restorers: readonly AnyRestorer[];
  /** Of the graphics card. */
  readonly memory: CardKnowledge;
}

/**
 * One click on Upscale: reads the region and restores it, once for each of the `restorers`. The
 * first result is inserted as the new layer at once, unless the settings have it wait; the others
 * are kept aside, to be chosen from.
 * What fails or is called off leaves the results before it; what is stopped early is the last one.
 * After a failed insert its result is on the shelf. Of SUPIR, the steps that were done, and the
 * results that are not made yet, can be gone on with after anything that throws.
 */
export async function runJob(deps: JobDeps, options: JobOptions): Promise<void> {
  const { host } = deps;
  const { signal, onEvent, settings } = options;

  onEvent({ type: 'stage', stage: 'read' });
  const snapshot = await abortable(host.snapshot(signal), signal);
  const target = targetOf(snapshot);
  const { request, appearance, colors } = await readSource(
    deps,
    options,
    target,
    snapshot.selection,
  );
  const { document, layer } = target;
  const origin = {
    documentId: document.id,
    documentName: keptName(document.name),
    canvas: document.size,
    layerId: layer.id,
    layerName: keptName(layer.name),
  };
  const requests = options.restorers.map((restorer) => ({
    ...request,
    id: deps.newId(),
    restorer,
  }));
  const source = { appearance, colors, origin, settings };
  await restoreEach(deps, options, source, requests, settings.insertAtOnce ? insertAbove : null);

  function insertAbove(now: Snapshot, result: LayerResult): LayerResult {
    checkStillFits(now, document.id, document.size);
    return result;
  }
}

/**
 * One click on Go on: as `runJob`, from the steps that are done, and in the place that the result
 * would have had; `request`: what the run was begun with. The variants that it left come after it.
 */
export function goOnJob(
  deps: JobDeps,
  options: RunningOptions,
  { run, begun: { appearance, colors, settings, isInserted }, stepsDone }: TakenRun,
  request: RestoreRequest<SupirRestorer>,
): Promise<void> {
  const source = { appearance, colors, origin: run, settings: fromStoredSettings(settings) };
  const { restorer } = request;
  const first =
    stepsDone === null ? request : { ...request, restorer: { ...restorer, from: stepsDone } };
  const left = variantsOf(restorer, 1 + run.variantsLeft).slice(1);
  const others = left.map((restorer) => ({ ...request, id: deps.newId(), restorer }));
  const place = isInserted ? reinserted : null;
  return restoreEach(deps, options, { ...source, isStored: true }, [first, ...others], place);
}

type Sources = Omit<RunToFollow, 'request' | 'isInserted' | 'isStored' | 'later'> & {
  /** Whether the first is among the unfinished runs. */
  readonly isStored?: boolean;
};

/**
 * Restores one after the other, until the person stops one early. The first is inserted as `place`
 * says, the others are kept aside.
 */
async function restoreEach(
  deps: JobDeps,
  options: RunningOptions,
  { isStored = false, ...sources }: Sources,
  requests: readonly RestoreRequest<AnyRestorer>[],
  place: Place | null,
): Promise<void> {
  for (const [i, request] of requests.entries()) {
    if (options.stop.aborted) return;
    const isFirst = i === 0;
    const later = requests.slice(i + 1).map(({ id }) => id);
    // The one before has left its place to it.
    const source = { ...sources, request, isStored: !isFirst || isStored, later };
    await restoreAndKeep(deps, options, source, isFirst ? place : null);
  }
}

interface ReadDeps {
  readonly host: Pick<EditorHost, 'modes' | 'largestDocument' | 'readLayer' | 'readSelection'>;
}

type ReadOptions = Pick<JobOptions, 'settings' | 'restorers' | 'memory' | 'signal'>;

/** What a run, or a try, reads of the editor. */
export interface Source {
  /** Without what differs from result to result. */
  readonly request: Omit<RestoreRequest, 'id' | 'restorer'>;
  readonly appearance: Appearance;
  /** What the source's values mean. */
  readonly colors: ImageColors;
}

/**
 * Reads the region of the target and what is around it.
 * @throws DocumentError as `contextFor` and `checkWillFit`, and what the editor throws
 */
export async function readSource(
  { host }: ReadDeps,
  { settings, restorers, memory, signal }: ReadOptions,
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
  const read = await abortable(host.readLayer(ref, contextRect, signal), signal);
  const { image: source, appearance, colors } = read;
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
  return { request, appearance, colors };
}
