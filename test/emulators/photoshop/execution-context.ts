import { guardCancelled } from './modal-guard';
import { resumeHistory, suspendHistory } from './suspension';
import { call, errorOf, type ModalScope, type Sim } from './sim';
import { checkOptions, strict } from './strict';

/** Properties that a spread does not copy. */
function define(sim: Sim, target: object, properties: PropertyDescriptorMap): void {
  for (const [name, descriptor] of Object.entries(properties)) {
    const enumerable = !sim.rules('X16');
    Object.defineProperty(target, name, { configurable: true, ...descriptor, enumerable });
  }
}

interface Progress {
  readonly value?: number;
  readonly commandName?: string;
}

function reportProgress(sim: Sim, scope: ModalScope, progress: Progress): void {
  const { value } = progress;
  if (value !== undefined && !(value >= 0 && value <= 1) && sim.rules('X10')) {
    throw errorOf(sim, 'reportProgress: value is not within 0…1');
  }
  scope.progressShown = true;
}

interface SuspendOptions {
  readonly documentID: number;
  readonly name: string;
}

function hostControl(sim: Sim, scope: ModalScope): object {
  const documentOf = (id: number) => {
    const document = sim.documents.find((candidate) => candidate.id === id);
    if (document === undefined) throw errorOf(sim, `there is no document ${id}`);
    return document;
  };
  return strict(sim, 'hostControl', {
    suspendHistory: (options: SuspendOptions) =>
      call(sim, 'hostControl.suspendHistory', () => {
        checkOptions(sim, 'suspendHistory', options, ['documentID', 'name']);
        guardCancelled(sim);
        return suspendHistory(sim, documentOf(options.documentID), options.name);
      }),
    resumeHistory: (handle: object, committed = true) =>
      call(sim, 'hostControl.resumeHistory', () => {
        guardCancelled(sim);
        resumeHistory(sim, handle, committed);
      }),
    registerAutoCloseDocument: (id: number) =>
      call(sim, 'hostControl.registerAutoCloseDocument', () => {
        scope.autoClose.add(documentOf(id).id);
      }),
    unregisterAutoCloseDocument: (id: number) =>
      call(sim, 'hostControl.unregisterAutoCloseDocument', () => {
        scope.autoClose.delete(id);
      }),
  });
}

/** What the function of a modal scope gets. */
export function contextOf(sim: Sim, scope: ModalScope): object {
  const context = {};
  const control = hostControl(sim, scope);
  define(sim, context, {
    isCancelled: { get: () => scope.cancelled },
    onCancel: {
      get: () => scope.onCancel,
      set: (listener: (() => void) | null) => {
        scope.onCancel = listener;
      },
    },
    reportProgress: {
      get: () => (progress: Progress) => reportProgress(sim, scope, progress),
    },
    hostControl: { get: () => control },
    uiMode: { get: () => 'never' },
  });
  return context;
}
