import { readPsd } from 'ag-psd';
import { createLab } from './lab';
import { flat, paintedLayer, psdBytes } from './painted-documents';

test('opacities are saved as the bytes they were read as, and scripts see whole per cent', async () => {
  const bytes = [0, 1, 102, 127, 128, 129, 153, 254, 255];
  const children = bytes.map((byte) =>
    paintedLayer(`${byte}`, 2, 2, flat(1, 2, 3), { opacity: byte / 255, fillOpacity: byte / 255 }),
  );
  const lab = createLab();
  lab.open(psdBytes({ width: 2, height: 2, children }));
  const script = `var d = app.activeDocument; var out = [];
    for (var i = 0; i < d.layers.length; i++) { out.push(d.layers[i].opacity); } app.echoToOE(JSON.stringify(out));`;
  expect(await lab.run(script)).toEqual(['[100,100,60,51,50,50,40,0,0]']);
  await lab.post('app.activeDocument.layers[0].opacity = 50;');
  const [file] = await lab.post('app.activeDocument.saveToOE("psd");');
  const saved = readPsd(new Uint8Array(file as ArrayBuffer), { useImageData: true }).children!;
  expect(saved.map(({ fillOpacity = 1 }) => Math.round(fillOpacity * 255))).toEqual(bytes);
  expect(saved.map(({ opacity = 1 }) => Math.round(opacity * 255))).toEqual([
    ...bytes.slice(0, -1),
    128,
  ]);
});
