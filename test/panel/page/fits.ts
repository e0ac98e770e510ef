import type { Page } from 'playwright-core';
import { eventually } from '../../support/browser/eventually';
import { framesDrawn } from '../../support/browser/frames';
import { faintTexts } from './contrast';
import { overflowing } from './overflow';

const HEIGHT = 2400;
/** The contrast that WCAG 2 asks of text. */
const READABLE = 4.5;

/** Makes the window so wide, and finds room for everything and nothing too faint to read. */
export async function fitsAt(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT });
  await framesDrawn(page, 2);
  await eventually(() => overflowing(page), []);
  await eventually(() => faintTexts(page, READABLE), []);
}
