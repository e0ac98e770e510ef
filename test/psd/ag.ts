import { initializeCanvas, readPsd, type Layer, type Psd } from 'ag-psd';

initializeCanvas(
  () => {
    throw new Error('no canvas in these tests');
  },
  (width, height) =>
    ({ width, height, data: new Uint8ClampedArray(width * height * 4) }) as ImageData,
);

/** The independent reader. It cannot read merged pictures of 16 bit with transparency: skip those. */
export function agPsd(bytes: Uint8Array, skipCompositeImageData = false): Psd {
  return readPsd(bytes, { useImageData: true, skipThumbnail: true, skipCompositeImageData });
}

/** All layers, bottom first, a group before its members. */
export function agLayers(parent: Pick<Psd, 'children'>): Layer[] {
  return (parent.children ?? []).flatMap((layer) => [layer, ...agLayers(layer)]);
}
