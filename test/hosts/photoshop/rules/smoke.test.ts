import { createPhotoshop } from '../simulator/photoshop';
import { autoClock } from '../simulator/clock';
import { photoPsd } from '../../photopea/pictures';
import { galleryPsd } from '../../contract/gallery';
import { readSaved } from '../../contract/saved';

test('smoke', async () => {
  const ps = createPhotoshop({ clock: autoClock() });
  const id = ps.user.open(photoPsd(), 'a.psd');
  const realm = ps.runUxpBundle(`
    const { app, core, imaging } = require('photoshop');
    module.exports = {};
    globalThis.go = async () => core.executeAsModal(async (context) => {
      const doc = app.activeDocument;
      const source = doc.layers[0];
      const { imageData, sourceBounds } = await imaging.getPixels({ layerID: source.id, sourceBounds: { left: 0, top: 0, right: 10, bottom: 10 }, componentSize: 8 });
      const data = await imageData.getData();
      const kind = data instanceof Uint8Array;
      const s = await context.hostControl.suspendHistory({ documentID: doc.id, name: 'Upscale' });
      const layer = await doc.createPixelLayer({ name: 'new' });
      const copy = await imaging.createImageDataFromBuffer(data, { width: imageData.width, height: imageData.height, components: 4, colorSpace: 'RGB' });
      await imaging.putPixels({ layerID: layer.id, imageData: copy, targetBounds: { left: sourceBounds.left, top: sourceBounds.top } });
      imageData.dispose(); copy.dispose();
      await context.hostControl.resumeHistory(s);
      return JSON.stringify([sourceBounds, kind, layer.boundsNoEffects]);
    }, { commandName: 'x' });
  `);
  const answer = await (realm.evaluate('go()') as Promise<string>);
  console.log(
    answer,
    ps.documents.historyStates(id),
    ps.documents.layers(id),
    ps.problems(),
    ps.modalScopes(),
    ps.memory(),
  );
  console.log(readSaved(ps.documents.savePsd(id)).layers.map((l) => [l.name, l.rect]));
  const gallery = ps.user.open(galleryPsd(), 'gallery.psd');
  const a = readSaved(galleryPsd());
  const b = readSaved(ps.documents.savePsd(gallery));
  expect(b).toEqual(a);
  realm.unload();
});
