import { rect } from '../../../../src/core/geometry';
import { galleryPsd } from '../../contract/gallery';
import type { UxpRealm } from '../../../emulators/photoshop/types';
import { bundlePlugin } from './bundle';
import { activeRef, inPlace, NEVER, picture, PLACE } from './documents';
import { createStage, PLUGIN_OPTIONS, type Stage } from './stage';

let code = '';
beforeAll(async () => {
  code = await bundlePlugin(PLUGIN_OPTIONS);
});

function inRealm(): Promise<Stage> {
  return createStage({
    start: (ps) => {
      const realm: UxpRealm = ps.runUxpBundle(code);
      return { stop: () => realm.unload() };
    },
  });
}

describe('the plugin as it is built, in a realm that lacks what UXP lacks', () => {
  test('is small, and holds nothing of the page', () => {
    expect(code.length).toBeLessThan(70_000);
    for (const name of [
      'TextEncoder(',
      'structuredClone',
      'queueMicrotask',
      'indexedDB',
      'eval(',
    ]) {
      expect(code).not.toContain(name);
    }
  });

  test.each(['in-place', 'enlarge', 'smart-object'] as const)(
    'reads and writes: %s',
    async (mode) => {
      const stage = await inRealm();
      const { ps, link } = stage;
      const id = ps.user.open(galleryPsd(), 'gallery.psd');
      ps.user.activate(ps.documents.layers(id).find(({ name }) => name === 'inner')!.id);
      ps.user.select({ rect: rect(3, 3, 9, 7), data: new Uint8Array(63).fill(200) }, 1);
      const above = await activeRef(stage);
      const mask = await link.host.readSelection(above.documentId, PLACE, NEVER);
      expect(mask?.data.some((value) => value > 0)).toBe(true);
      const { image: source } = await link.host.readLayer(above, rect(8, 16, 12, 10), NEVER);
      expect(source.data.some((value) => value > 0)).toBe(true);
      const plain = inPlace(above);
      const content = picture(rect(0, 0, PLACE.width * 2, PLACE.height * 2));
      const result =
        mode === 'smart-object'
          ? { ...plain, mode, scale: 2 as const, content }
          : mode === 'enlarge'
            ? { ...plain, mode, scale: 2 as const }
            : plain;
      const count = ps.documents.historyStates(id).length;
      const ref = await link.host.insertLayer(result, NEVER);
      expect(ps.documents.historyStates(id)).toHaveLength(count + 1);
      const { image: back } = await link.host.readLayer(ref, PLACE, NEVER);
      if (mode !== 'smart-object') expect(back.data).toEqual(picture(PLACE).data);
      stage.dispose();
      expect(ps.problems()).toEqual([]);
    },
  );

  test('errors keep class and code across the realms', async () => {
    const stage = await inRealm();
    const { ps, link } = stage;
    ps.user.open(galleryPsd(), 'gallery.psd');
    const ref = await activeRef(stage);
    ps.user.close();
    await expect(link.host.readLayer(ref, PLACE, NEVER)).rejects.toMatchObject({
      name: 'DocumentError',
      code: 'document-gone',
    });
    expect(await link.host.snapshot()).toMatchObject({ document: null });
    await link.copyText('text');
    expect(await link.pasteText()).toBe('text');
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });
});
