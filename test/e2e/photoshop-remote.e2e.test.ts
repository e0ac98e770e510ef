import { setUpRemote } from '../../scripts/demo/remote-panel';
import { startComfyUI } from '../emulators/comfyui/comfyui';
import { groupedPhoto } from './documents';
import { outcome } from './outcome';
import { expectInserted, expectNoNetwork, show, startPhotoshop } from './photoshop-panel';

jest.setTimeout(180_000);

test('the built plugin restores on a server that was started without a flag; the page asks nobody', async () => {
  const panels = await startPhotoshop([]);
  const server = await startComfyUI();
  try {
    const panel = await panels.open();
    const shown = await show(panel, groupedPhoto(), 'photo');
    await setUpRemote(panel.page, server.url);
    expect(await outcome(panel.page)).toBe('done');
    expectInserted(panel, shown, { name: 'Restored 2x (ComfyUI)' });
    expectNoNetwork(panel);
    expect(new Set(server.asked.map(({ headers }) => headers['origin']))).toEqual(
      new Set(['file://']),
    );
    expect(server.queue()).toEqual({ running: null, pending: [], history: [] });
  } finally {
    await panels.close();
    await server.stop();
  }
});
