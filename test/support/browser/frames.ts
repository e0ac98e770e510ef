import type { Page } from 'playwright-core';

/** After the page has drawn so many frames. */
export async function framesDrawn(page: Page, count: number): Promise<void> {
  await page.evaluate(async (frames) => {
    for (let i = 0; i < frames; i++) await new Promise(requestAnimationFrame);
  }, count);
}

const QUIET_FRAMES = 30;
const QUIET_MS = 50;

/** After a row of frames none of which was held up: the page has drawn what it had to. */
export async function drawingIsOver(page: Page): Promise<void> {
  await page.evaluate(
    async ([frames, limitMs]) => {
      const frame = (): Promise<number> => new Promise(requestAnimationFrame);
      let last = await frame();
      for (let quiet = 0; quiet < frames;) {
        const now = await frame();
        quiet = now - last < limitMs ? quiet + 1 : 0;
        last = now;
      }
    },
    [QUIET_FRAMES, QUIET_MS] as const,
  );
}
