import { encode } from 'fast-png';
import { CHANNELS, type Image } from '../../../src/core/image';

export function encodePng(image: Image): Uint8Array {
  const { width, height, data, depth } = image;
  return encode({ width, height, data, channels: CHANNELS, depth });
}
