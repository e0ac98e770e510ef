import type { Descriptor, Sim } from './sim';

const MODAL_EVENTS = ['modalJavaScriptScopeEnter', 'modalJavaScriptScopeExit'];

/** Tells listeners, later. What a scope does is heard only where it is interactive. */
export function notify(sim: Sim, name: string, descriptor: Descriptor): void {
  const quiet = sim.modal !== null && !sim.modal.interactive && sim.rules('X15');
  if (quiet && !MODAL_EVENTS.includes(name)) return;
  const told = structuredClone(descriptor);
  void sim.clock.tick().then(() => {
    for (const listener of [...(sim.listeners.get(name) ?? [])]) listener(name, told);
  });
}
