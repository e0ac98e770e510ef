import type { PanelPlace } from './controls';

/**
 * Clicks something the first time that the panel, in English, tells of step `step` or a later one: no
 * hand is quick enough for small networks. Resolves before the click, also before the run.
 */
export async function clickAtStep(panel: PanelPlace, step: number, target: string): Promise<void> {
  await panel.locator('#status').evaluate(
    (_, [wanted, selector]) => {
      // No function in here may have a name: the helper by which tsx keeps it is not in the page.
      const observer = new MutationObserver(() => {
        const told = document.querySelector('#progress-what')?.textContent ?? '';
        const current = Number(/Step (\d+) of/.exec(told)?.[1] ?? 0);
        const button = document.querySelector<HTMLElement>(`${selector}:not([disabled])`);
        if (current < wanted || button === null) return;
        observer.disconnect();
        button.click();
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    },
    [step, target] as const,
  );
}
