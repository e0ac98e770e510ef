import type { FrameLocator, Page } from 'playwright-core';
import type { DemoOptions } from './options';

/** Where the panel is: the page itself, or the frame in which an editor shows it. */
export type PanelPlace = Page | FrameLocator;

/** The panel ended a run with an error; the message is the panel's own text. */
export class PanelFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What the panel tells about a run, as its `data-report` says it. */
export type RunFacts = Readonly<Record<string, unknown>>;

/** Sets what the command line says, by clicking (panel/AUTOMATION.md). */
export async function setUp(panel: PanelPlace, options: DemoOptions): Promise<void> {
  await choose(panel, 'scale', String(options.scale));
  await choose(panel, 'mode', options.mode);
  if (options.device !== 'auto') {
    await panel.locator('#section-advanced-toggle').click();
    await choose(panel, 'device', options.device);
  }
}

/** Radio buttons side by side: a person clicks the face of one. */
async function choose(panel: PanelPlace, setting: string, value: string): Promise<void> {
  const option = panel.locator(`label:has(#setting-${setting}-${value})`);
  if (await panel.locator(`#setting-${setting}-${value}`).isDisabled()) {
    throw new PanelFailure('not-available', `${setting} ${value} is not available here`);
  }
  await option.click();
}

const RUN_LIMIT_MS = 3_600_000;

/** Clicks Upscale and waits for the end. */
export async function upscale(panel: PanelPlace): Promise<RunFacts> {
  await panel.locator('#upscale:not([disabled])').click({ timeout: 60_000 });
  await panel.locator('#status[data-state="running"]').waitFor({ timeout: 30_000 });
  const end = panel.locator('#status[data-state="done"], #status[data-state="error"]');
  await end.waitFor({ timeout: RUN_LIMIT_MS });
  if ((await end.getAttribute('data-state')) === 'error') {
    const code = (await end.getAttribute('data-code')) ?? 'unexpected';
    const message = await panel.locator('#error-message').innerText();
    const hint = await panel.locator('#error-hint').innerText();
    throw new PanelFailure(code, `${message} ${hint}`);
  }
  const report = await panel.locator('#result').getAttribute('data-report');
  return JSON.parse(report ?? '{}') as RunFacts;
}
