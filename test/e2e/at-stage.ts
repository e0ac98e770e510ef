import type { Page } from 'playwright-core';
import type { PanelPlace } from '../../scripts/demo/controls';
import type { EmulatorPage } from '../emulators/photopea/page/emulator-page';

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

/** Chooses a file to open the moment that the panel shows a stage, before its run can end. */
export async function chooseFileAt(
  page: Page,
  stage: string,
  name: string,
  bytes: Buffer,
): Promise<void> {
  await page.locator('#file-input').evaluate(
    (element, [wanted, fileName, base64]) => {
      const input = element as HTMLInputElement;
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([content], fileName));
      const status = document.querySelector<HTMLElement>('#status')!;
      const observer = new MutationObserver(() => {
        if (status.dataset['stage'] !== wanted) return;
        observer.disconnect();
        input.files = transfer.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      });
      observer.observe(status, { attributes: true });
    },
    [stage, name, bytes.toString('base64')] as const,
  );
}
