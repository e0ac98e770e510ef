import type { Layer as PsdLayer } from 'ag-psd';
import { rect } from '../../../../src/core/geometry';
import { createImage, type Image } from '../../../../src/core/image';
import { createMask } from '../../../../src/core/mask';
import {
  type LayerLook,
  type LayerRef,
  type LayerResult,
  PLAIN_LOOK,
} from '../../../../src/core/document';
import { flat, paintedLayer, psdBytes } from '../../../emulators/photopea/painted-documents';
import { mapLayers, type Layer } from '../../../emulators/photoshop/model/layer';
import { activeRef } from './documents';
import { createStage, type Stage, type StageOptions } from './stage';

export const CANVAS = rect(0, 0, 8, 4);
export const CLIPPED: LayerLook = { ...PLAIN_LOOK, clipped: true };
export const NAME = 'restored';

export async function opened(
  psd: Uint8Array,
  name: string,
  options: StageOptions = {},
): Promise<Stage & { readonly ref: LayerRef; readonly id: number }> {
  const stage = await createStage(options);
  const id = stage.ps.user.open(psd, 'looks.psd');
  activate(stage, id, name);
  return { ...stage, ref: await activeRef(stage), id };
}

export function activate({ ps }: Stage, id: number, name: string): void {
  ps.user.activate(ps.documents.layers(id).find((layer) => layer.name === name)!.id);
}

/** What scripts and files of the emulator cannot do to a layer. */
export function change({ ps }: Stage, name: string, parts: (layer: Layer) => Partial<Layer>): void {
  const document = ps.sim.documents[0]!;
  const changed = (layer: Layer): Layer =>
    layer.name === name ? { ...layer, ...parts(layer) } : layer;
  document.state = { ...document.state, layers: mapLayers(document.state.layers, changed) };
}

export function layersPsd(...children: readonly PsdLayer[]): Uint8Array {
  return psdBytes({ width: 8, height: 4, children: [...children] });
}

export function painted(name: string, more: PsdLayer = {}): PsdLayer {
  return paintedLayer(name, 8, 4, flat(200, 100, 50), more);
}

export function result(
  above: LayerRef,
  look: LayerLook | undefined,
  image: Image = opaque(),
): LayerResult {
  const mask = createMask(image, 255);
  return { mode: 'in-place', above, name: NAME, rect: CANVAS, image, mask, ...(look && { look }) };
}

export function opaque(factor = 1): Image {
  const image = createImage({ width: 8 * factor, height: 4 * factor }, 8);
  for (let i = 0; i < image.data.length; i += 4) image.data.set([10, 200, 90, 255], i);
  return image;
}
