import type { PanelPlace } from '../../scripts/demo/controls';
import type { EmulatorPage } from '../hosts/photopea/page/emulator-page';

/**
 * Clicks Cancel the moment that the panel shows a stage, or a part of one: no hand is quick enough
 * for some.
 */
export function cancelAt(
  panel: PanelPlace,
  moment: string,
  kind: 'stage' | 'part' = 'stage',
): Promise<void> {
  return panel.locator('#status').evaluate(
    (status: HTMLElement, [wanted, attribute]) => {
      const observer = new MutationObserver(() => {
        if (status.dataset[attribute] !== wanted) return;
        observer.disconnect();
        document.querySelector<HTMLElement>('#cancel')!.click();
      });
      observer.observe(status, { attributes: true });
    },
    [moment, kind] as const,
  );
}

/**
 * Clicks something in the editor around the panel once the panel shows a stage: before the editor
 * hears anything that the panel says later.
 */
export async function clickInEditorAt(
  { page, panel }: EmulatorPage,
  stage: string,
  target: string,
): Promise<void> {
  await page.evaluate((selector) => {
    addEventListener('message', ({ data }: MessageEvent<{ readonly shown?: string }>) => {
      if (data.shown === selector) document.querySelector<HTMLElement>(selector)!.click();
    });
  }, target);
  await panel.locator('#status').evaluate(
    (status: HTMLElement, [wanted, selector]) => {
      const observer = new MutationObserver(() => {
        if (status.dataset['stage'] !== wanted) return;
        observer.disconnect();
        parent.postMessage({ shown: selector }, '*');
      });
      observer.observe(status, { attributes: true });
    },
    [stage, target] as const,
  );
}
