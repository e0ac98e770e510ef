import { errors, type FrameLocator, type Page } from 'playwright-core';
import type { SettingStep } from './setting-flags';

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

/** Radio buttons side by side: a person clicks the face of one. */
export async function choose(panel: PanelPlace, setting: string, value: string): Promise<void> {
  const option = panel.locator(`label:has(#setting-${setting}-${value})`);
  if (await panel.locator(`#setting-${setting}-${value}`).isDisabled()) {
    throw new PanelFailure('not-available', `${setting} ${value} is not available here`);
  }
  await option.click();
}

/** Opens a folded section; it stays open. */
export async function openSection(panel: PanelPlace, section: string): Promise<void> {
  if ((await panel.locator(`#section-${section}[open]`).count()) > 0) return;
  await panel.locator(`#section-${section}-toggle`).click();
}

/** Sets one setting, by what its control is made of. */
export async function setControl(
  panel: PanelPlace,
  { how, slug, value }: SettingStep,
): Promise<void> {
  const control = panel.locator(`#setting-${slug}`);
  switch (how) {
    case 'choose':
      return choose(panel, slug, String(value));
    case 'turn':
      return turn(panel, slug, value === true);
    case 'type':
      return typeNumber(panel, slug, Number(value));
    case 'fill':
      return control.fill(String(value));
    case 'slide':
      return control.locator('input[type=range]').fill(String(value), { force: true });
  }
}

/** How long a control may take to show what it was given. */
const TAKING_MS = 5_000;

/**
 * Types a number into a field and confirms it.
 * @throws PanelFailure where the panel makes another of it
 */
async function typeNumber(panel: PanelPlace, setting: string, value: number): Promise<void> {
  const input = panel.locator(`#setting-${setting} input`).first();
  await input.fill(String(value));
  await input.press('Enter');
  const control = `#setting-${setting}`;
  try {
    const taken = { state: 'attached', timeout: TAKING_MS } as const;
    await panel.locator(`${control}[data-value="${value}"]`).waitFor(taken);
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    const shown = await panel.locator(control).getAttribute('data-value');
    throw new PanelFailure('not-taken', `${setting} ${value}: the panel has ${shown}`);
  }
}

/** Clicks a switch until it is what it should be. */
export async function turn(panel: PanelPlace, setting: string, on: boolean): Promise<void> {
  const control = panel.locator(`#setting-${setting}`);
  if ((await control.getAttribute('data-value')) !== String(on)) await control.click();
}

/** Puts the card of an earlier run away, so that its end is not taken for that of the next one. */
export async function clearCards(panel: PanelPlace): Promise<void> {
  for (const close of ['#result-close', '#error-dismiss']) {
    if (await panel.locator(close).isVisible()) await panel.locator(close).click();
  }
}
