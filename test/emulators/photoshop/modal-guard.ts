import { errorOf, type ModalScope, type Sim } from './sim';

const MODAL_HELP = 'https://www.adobe.com/go/ps_executeasmodal';

/** Throws where a change is not allowed now. `event` is the name Photoshop would tell. */
export function guardChange(sim: Sim, event: string): void {
  const scope = ownScope(sim);
  if (scope === null && sim.rules('X4')) {
    throw errorOf(
      sim,
      `Event: ${event} may modify the state of Photoshop. Such events are only allowed from inside a modal scope. See ${MODAL_HELP} for details.`,
    );
  }
  guardCancelled(sim);
}

/** Throws where an imaging call is not allowed now. */
export function guardImaging(sim: Sim, rule: 'X5' | 'X6'): void {
  if (ownScope(sim) === null && sim.rules(rule)) {
    throw errorOf(sim, 'The requested functionality is only allowed from inside a modal scope.');
  }
  guardCancelled(sim);
}

export function guardCancelled(sim: Sim): void {
  const scope = ownScope(sim);
  if (scope?.cancelled !== true || !sim.rules('X11')) return;
  if (!sim.rules('X12')) scope.cancelled = false;
  throw errorOf(sim, 'user cancelled');
}

export function ownScope({ modal, manifest }: Sim): ModalScope | null {
  return modal?.owner === manifest.id ? modal : null;
}
