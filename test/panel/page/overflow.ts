import type { Page } from 'playwright-core';

/** Ids or classes of what reaches over the panel's right edge. */
export function overflowing(page: Page): Promise<string[]> {
  return page.locator('#panel').evaluate((panel) => {
    const edge = panel.getBoundingClientRect().left + panel.clientWidth;
    return [...panel.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > edge + 1)
      .map((element) => element.id || element.className);
  });
}
