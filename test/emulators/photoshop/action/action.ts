import { call, errorOf, type NotificationListener, type Sim } from '../sim';
import { strict } from '../strict';
import { batchPlay } from './batch-play';
import { documentIn, layersIn, referencesOf, refTo } from './reference';

function isValid(sim: Sim, target: unknown): boolean {
  const references = referencesOf(target);
  try {
    const document = documentIn(sim, references);
    return (
      refTo(references, 'layer') === undefined || layersIn(sim, document, references).length > 0
    );
  } catch (error) {
    if (sim.rules('B7')) return false;
    throw error;
  }
}

/** `require('photoshop').action` */
export function actionModule(sim: Sim): object {
  const add = (names: readonly string[], listener: NotificationListener): Promise<void> =>
    call(sim, 'action.addNotificationListener', () => {
      if (names.includes('all') && sim.rules('B8')) {
        throw errorOf(sim, 'addNotificationListener: "all" is not allowed');
      }
      for (const name of names) {
        const listeners = sim.listeners.get(name) ?? new Set();
        sim.listeners.set(name, listeners.add(listener));
      }
    });
  const remove = (names: readonly string[], listener: NotificationListener): Promise<void> =>
    call(sim, 'action.removeNotificationListener', () => {
      for (const name of names) sim.listeners.get(name)?.delete(listener);
    });
  return strict(sim, 'action', {
    batchPlay: (commands: unknown, options?: object) => batchPlay(sim, commands, options),
    validateReference: (target: unknown) =>
      call(sim, 'action.validateReference', () => isValid(sim, structuredClone(target))),
    addNotificationListener: add,
    removeNotificationListener: remove,
  });
}
