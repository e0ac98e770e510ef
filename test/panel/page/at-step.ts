import type { PanelPlace } from '../../../scripts/demo/controls';

/**
 * Clicks something once the panel, in English, tells of step `step` or a later one: no hand is quick
 * enough for the tiny networks. Resolves before the click.
 */
export async function clickAtStep(panel: PanelPlace, step: number, target: string): Promise<void> {
  await panel.locator('#status[data-part=sample]').waitFor({ state: 'attached' });
  await panel.locator('#progress-what').evaluate(
    (what, [wanted, selector]) => {
      const look = (): void => {
        const done = Number(/Step (\d+) of/.exec(what.textContent)?.[1] ?? 0);
        const button = document.querySelector<HTMLElement>(`${selector}:not([disabled])`);
        if (done < wanted || button === null) return;
        observer.disconnect();
        button.click();
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      look();
    },
    [step, target] as const,
  );
}
