import type { Page } from 'playwright-core';
import { openEmulator } from '../../test/emulators/photopea/page/emulator-page';
import { serveEmulator } from '../lib/browser/serve-emulator';
import type { DemoSelection } from './options';
import { downloadedResult } from './results-panel';
import type { DemoSession } from './session';

/** The panel as a plugin of the Photopea emulator; `url` is the panel's own address. */
export async function openPhotopea(page: Page, url: string): Promise<DemoSession> {
  const emulator = await serveEmulator();
  page.once('close', () => void emulator.close());
  const emulated = await openEmulator(page, emulator, url, { width: 360, height: 760 });
  return {
    panel: emulated.panel,
    open: (file) => emulated.open(file),
    select: (selection, feather) =>
      selection.kind === 'all' ? emulated.selectAll() : emulated.select(dragOf(selection), feather),
    savePsd: async () => Buffer.from(await emulated.savePsd()),
    savePng: async () => Buffer.from(await emulated.savePng()),
    savedResult: () => downloadedResult(page, emulated.panel),
    async keepSource() {
      const source = await page.locator('#layers [aria-selected=true]').innerText();
      return () => emulated.activate(source);
    },
  };
}

type Drag = Parameters<Awaited<ReturnType<typeof openEmulator>>['select']>[0];

function dragOf(selection: Exclude<DemoSelection, { readonly kind: 'all' }>): Drag {
  if (selection.kind === 'lasso') return { tool: 'lasso', points: selection.points };
  const { kind, x, y, width, height } = selection;
  return { tool: kind, from: [x, y], to: [x + width, y + height] };
}
