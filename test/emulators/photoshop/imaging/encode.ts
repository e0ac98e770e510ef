import { encode } from 'jpeg-js';
import { guardImaging } from '../modal-guard';
import { call, errorOf, type Sim } from '../sim';
import { checkOptions } from '../strict';
import { pictureOf } from './image-data';

interface EncodeOptions {
  readonly imageData: object;
  readonly base64?: boolean;
}

const QUALITY = 90;

export function encodeImageData(sim: Sim, options: EncodeOptions): Promise<string | number[]> {
  checkOptions(sim, 'encodeImageData', options, ['imageData', 'base64']);
  return call(sim, 'imaging.encodeImageData', () => {
    if (sim.switches.bufferCallsNeedModal) guardImaging(sim, 'X5');
    const { width, height, data, components, space, depth } = pictureOf(sim, options.imageData);
    const plain = space.name === 'RGB' && components === 3 && depth === 8;
    if (!plain && sim.rules('C5')) throw errorOf(sim, 'JPEG needs 8-bit RGB without alpha');
    const rgba = Buffer.alloc(width * height * 4, 255);
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) rgba[i * 4 + c] = data[i * components + c] ?? 0;
    }
    const jpeg = encode({ width, height, data: rgba }, QUALITY).data;
    return options.base64 === true ? jpeg.toString('base64') : [...jpeg];
  });
}
