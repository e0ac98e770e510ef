import { closeDocument } from './history';
import { notify } from './notify';
import { endSuspensions } from './suspension';
import { call, errorOf, has, type ModalScope, type Sim } from './sim';
import { contextOf } from './execution-context';
import { ownScope } from './modal-guard';
import { checkOptions } from './strict';

const DEFAULT_TIMEOUT_S = 1;
const PROGRESS_AFTER_MS = 2_000;
const BUSY = 9;

interface ModalOptions {
  readonly commandName?: string;
  readonly descriptor?: object;
  readonly interactive?: boolean;
  readonly timeOut?: number;
}

export type ModalFunction = (context: object, descriptor: object) => unknown;

function newScope(sim: Sim, owner: string, name: string, interactive: boolean): ModalScope {
  return {
    owner,
    name,
    startedAt: sim.clock.now(),
    interactive,
    cancelled: false,
    onCancel: null,
    progressShown: false,
    calls: 0,
    onEnd: [],
    autoClose: new Set(),
  };
}

/** Another plugin's scope; returns what ends it. */
export function beginOther(sim: Sim, owner: string): () => void {
  if (sim.modal) throw new Error('a modal scope is open');
  const scope = newScope(sim, owner, owner, false);
  sim.modal = scope;
  return () => leave(sim, scope);
}

function leave(sim: Sim, scope: ModalScope): void {
  if (sim.modal === scope) sim.modal = null;
  for (const ended of scope.onEnd.splice(0)) ended();
}

export function pressEsc(sim: Sim): void {
  const scope = ownScope(sim);
  if (scope === null || scope.cancelled) return;
  scope.cancelled = true;
  const { onCancel } = scope;
  if (sim.rules('X11')) scope.onCancel = null;
  onCancel?.();
}

/** Waits for whoever owns the modal state; throws number 9 when that takes too long. */
async function waitForTurn(sim: Sim, timeOutMs: number): Promise<void> {
  const waits = has(sim, 'modal-wait');
  const until = sim.clock.now() + timeOutMs;
  while (sim.modal !== null && ownScope(sim) === null && sim.rules('X3')) {
    const { modal } = sim;
    if (!waits) throw errorOf(sim, 'host is in a modal state', BUSY);
    const left = until - sim.clock.now();
    if (left <= 0) throw errorOf(sim, `Plugin: ${modal.owner} is running a modal command`, BUSY);
    await new Promise<void>((resolve) => {
      const timer = sim.clock.start(resolve, left);
      modal.onEnd.push(() => {
        sim.clock.stop(timer);
        resolve();
      });
    });
  }
}

export async function executeAsModal(
  sim: Sim,
  fn: ModalFunction,
  options: ModalOptions,
): Promise<unknown> {
  checkOptions(sim, 'executeAsModal', options, [
    'commandName',
    'descriptor',
    'interactive',
    'timeOut',
  ]);
  const { commandName, descriptor = {}, interactive = false } = options;
  await call(sim, 'core.executeAsModal', async () => {
    if (commandName === undefined && sim.rules('X1')) {
      throw errorOf(sim, 'executeAsModal: commandName is required');
    }
    await waitForTurn(sim, (options.timeOut ?? DEFAULT_TIMEOUT_S) * 1000);
  });
  const outer = ownScope(sim);
  if (outer !== null) {
    if (!sim.rules('X9')) throw errorOf(sim, 'host is in a modal state', BUSY);
    return fn(contextOf(sim, outer), descriptor);
  }
  return runScope(
    sim,
    newScope(sim, sim.manifest.id, commandName ?? '', interactive),
    fn,
    descriptor,
  );
}

async function runScope(
  sim: Sim,
  scope: ModalScope,
  fn: ModalFunction,
  descriptor: object,
): Promise<unknown> {
  notify(sim, 'modalJavaScriptScopeEnter', { name: scope.name });
  sim.modal = scope;
  const progress = sim.clock.start(() => {
    if (sim.rules('X10')) scope.progressShown = true;
  }, PROGRESS_AFTER_MS);
  try {
    const value = await fn(contextOf(sim, scope), descriptor);
    endScope(sim, scope, true);
    return sim.rules('X2') ? value : undefined;
  } catch (error) {
    endScope(sim, scope, false);
    if (sim.rules('X2')) throw error;
    return undefined;
  } finally {
    sim.clock.stop(progress);
  }
}

function endScope(sim: Sim, scope: ModalScope, committed: boolean): void {
  if (sim.rules('X13')) endSuspensions(sim, committed);
  for (const id of scope.autoClose) {
    const document = sim.documents.find((candidate) => candidate.id === id);
    if (document && sim.rules('X14')) closeDocument(sim, document);
  }
  const durationMs = sim.clock.now() - scope.startedAt;
  sim.modalLog.push({ name: scope.name, durationMs, calls: scope.calls });
  if (durationMs > sim.modalLimitMs && sim.rules('X17')) {
    sim.problems.push(`X17: the modal scope "${scope.name}" was open for ${durationMs} ms`);
  }
  leave(sim, scope);
  notify(sim, 'modalJavaScriptScopeExit', { name: scope.name });
}
