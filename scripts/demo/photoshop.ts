import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openBuiltPanel } from '../../test/emulators/photoshop/page/built-panel';
import { documentPng } from '../../test/emulators/photoshop/page/document-png';
import { PanelFailure } from './controls';
import { asPsd, drawnSelection } from './photoshop-document';
import { clickSave } from './results-panel';
import type { DemoSession } from './session';

/** A panel's place in Photoshop's window. */
const PANEL = { width: 340, height: 720 };

/** How long Photoshop may take to write a picture. */
const SAVING_MS = 60_000;
const LOOK_MS = 50;

/** The built plugin in the emulated Photoshop. */
export async function openPhotoshop(page: Page): Promise<DemoSession> {
  await page.setViewportSize(PANEL);
  const { ps, close } = await openBuiltPanel(page);
  await page.locator('#upscale').waitFor({ timeout: 60_000 });
  let rows = 0;
  let saves = 0;
  const shown = () => {
    const id = ps.documents.active();
    const document = ps.sim.documents.find((candidate) => candidate.id === id);
    if (document === undefined) throw new Error('no document is open');
    return document;
  };
  const historyStates = (): readonly string[] =>
    ps.documents.historyStates(shown().id).map(({ name }) => name);
  return {
    panel: page,
    close,
    async open(file) {
      const name = path.basename(file);
      const psd = await asPsd(new Uint8Array(await readFile(file)), name);
      ps.user.open(psd, name);
      await page.locator('#document-name', { hasText: name }).waitFor({ timeout: 60_000 });
    },
    async select(selection, feather) {
      const drawn = drawnSelection(selection, feather, shown().state.size);
      if (drawn === null) throw new PanelFailure('selection-empty', 'nothing is selected');
      ps.user.select(drawn);
      rows = historyStates().length;
      await page.locator('#upscale:not([disabled])').waitFor({ timeout: 60_000 });
    },
    savePsd: () => Promise.resolve(Buffer.from(ps.documents.savePsd(shown().id))),
    savePng: () => Promise.resolve(Buffer.from(documentPng(shown().state))),
    async savedResult() {
      const file = `/results/${++saves}.png`;
      ps.user.picks(file);
      await clickSave(page);
      const limit = performance.now() + SAVING_MS;
      while (!ps.disk.has(file)) {
        if (performance.now() > limit) throw new PanelFailure('not-saved', 'No file was saved.');
        await setTimeout(LOOK_MS);
      }
      return Buffer.from(ps.disk.read(file));
    },
    keepSource() {
      const source = shown().state.active;
      return Promise.resolve(() => {
        ps.user.activate(...source);
        return Promise.resolve();
      });
    },
    facts(changes) {
      const added = historyStates().slice(rows);
      if (added.length !== changes) {
        throw new PanelFailure(
          'history',
          `expected one state for each change: ${added.join(', ')}`,
        );
      }
      // The plugin still runs: its timers (P7) are no leftovers.
      const problems = ps.problems().filter((problem) => !problem.startsWith('P7'));
      return { historyStates: historyStates(), problems };
    },
  };
}
