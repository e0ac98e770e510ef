import { packError } from '../../../src/core/errors';
import { restorerChoice } from '../../store/restorer-choice';
import { effectivePrompts, samePrompts, type Prompts } from '../../store/preset';
import { promptsCounted, promptsNotCounted } from '../../store/actions';
import type { PanelState } from '../../store/panel-state';
import type { Store } from '../../store/store';
import type { CountPrompts } from './count-prompts';

/** Pause in typing that is worth a count, milliseconds: too short for a reader to look up. */
const PAUSE_MS = 200;

/**
 * Keeps the counts in the store up to date with the prompts of the next run while SUPIR is chosen:
 * at once for the first ones, then after each pause in typing. Only the newest prompts are counted
 * when several wait. Returns a function that ends it.
 */
export function watchPrompts(store: Store<PanelState>, count: CountPrompts): () => void {
  let newest: Prompts | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isCounting = false;
  let again = false;
  const askedAgain = (): boolean => again;

  async function countNewest(): Promise<void> {
    if (isCounting) {
      again = true;
      return;
    }
    isCounting = true;
    do {
      again = false;
      if (newest !== null) await countAndTell(newest);
    } while (askedAgain());
    isCounting = false;
  }

  async function countAndTell(prompts: Prompts): Promise<void> {
    try {
      store.update(promptsCounted(await count(prompts)));
    } catch (error) {
      store.update(promptsNotCounted(packError(error)));
    }
  }

  function look(state: PanelState): void {
    if (restorerChoice(state).kind !== 'supir') return;
    const prompts = effectivePrompts(state.settings);
    if (newest !== null && samePrompts(prompts, newest)) return;
    const isFirst = newest === null;
    newest = prompts;
    clearTimeout(pause);
    pause = setTimeout(() => void countNewest(), isFirst ? 0 : PAUSE_MS);
  }

  const unsubscribe = store.subscribe(look);
  look(store.get());
  return () => {
    unsubscribe();
    clearTimeout(pause);
  };
}
