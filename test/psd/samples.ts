import { writePsdUint8Array, type Layer, type Psd } from 'ag-psd';
import type { Image8 } from '../../src/core/image';
import { integersFrom } from '../support/random';

/** What ag-psd takes as pixels. */
type Pixels = Omit<Image8, 'depth'>;

/** Deterministic noise, so that a wrong channel, row or offset shows. */
export function noise(length: number, seed: number, max = 255): number[] {
  const random = integersFrom(seed);
  return Array.from({ length }, () => random(max + 1));
}

export function pixels(width: number, height: number, seed: number, opaque = false): Pixels {
  const data = new Uint8ClampedArray(noise(width * height * 4, seed));
  if (opaque) for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { width, height, data };
}

/** A mask as ag-psd wants it: gray in all colours. */
export function grayPixels(width: number, height: number, seed: number): Pixels {
  const gray = noise(width * height, seed);
  return {
    width,
    height,
    data: new Uint8ClampedArray(gray.flatMap((value) => [value, value, value, 255])),
  };
}

export const CANVAS = { width: 61, height: 43 };

/** Eight bit, written by ag-psd: masks, groups, a clipped layer, text, effects, hidden, off canvas. */
export function layeredSample(): Uint8Array {
  const children: Layer[] = [
    { name: 'Background', imageData: pixels(61, 43, 1, true), transparencyProtected: true },
    {
      name: 'Ebene Ü 漢字',
      id: 70,
      left: -7,
      top: 5,
      imageData: pixels(30, 20, 2),
      opacity: 0.5,
      fillOpacity: 0.25,
      blendMode: 'multiply',
      mask: {
        left: 3,
        top: 4,
        imageData: grayPixels(21, 17, 3),
        defaultColor: 255,
        disabled: true,
      },
    },
    {
      name: 'group',
      id: 71,
      opened: true,
      blendMode: 'pass through',
      mask: { left: 0, top: 0, imageData: grayPixels(10, 10, 9), userMaskDensity: 0.5 },
      children: [
        {
          name: 'hidden',
          id: 72,
          hidden: true,
          left: 50,
          top: 30,
          imageData: pixels(40, 40, 4),
          protected: { transparency: false, composite: true, position: true },
        },
        {
          name: 'inner',
          id: 73,
          children: [
            { name: 'deep', id: 74, left: 1, top: 2, imageData: pixels(9, 8, 5) },
            {
              name: 'clipped',
              id: 75,
              left: 2,
              top: 3,
              imageData: pixels(7, 6, 6),
              clipping: true,
            },
          ],
        },
      ],
    },
    {
      name: 'words',
      id: 80,
      left: 4,
      top: 6,
      imageData: pixels(20, 10, 7),
      text: { text: 'Hello', transform: [1, 0, 0, 1, 4, 12], style: { fontSize: 10 } },
    },
    {
      name: 'effects',
      id: 81,
      left: 10,
      top: 10,
      imageData: pixels(5, 5, 8),
      effects: {
        dropShadow: [
          {
            enabled: true,
            size: { units: 'Pixels', value: 4 },
            distance: { units: 'Pixels', value: 6 },
            angle: 30,
            color: { r: 0, g: 0, b: 0 },
            opacity: 0.75,
            blendMode: 'multiply',
          },
        ],
      },
    },
    { name: 'levels', id: 82, adjustment: { type: 'invert' } },
    {
      name: 'solid',
      id: 83,
      vectorFill: { type: 'color', color: { r: 9, g: 8, b: 7 } },
      imageData: pixels(6, 6, 10),
    },
  ];
  const psd: Psd = {
    ...CANVAS,
    children,
    imageData: pixels(61, 43, 11, true),
    imageResources: {
      resolutionInfo: {
        horizontalResolution: 300,
        horizontalResolutionUnit: 'PPI',
        widthUnit: 'Inches',
        verticalResolution: 300,
        verticalResolutionUnit: 'PPI',
        heightUnit: 'Inches',
      },
      gridAndGuidesInformation: {
        grid: { horizontal: 576, vertical: 576 },
        guides: [{ location: 10, direction: 'vertical' }],
      },
    },
  };
  return writePsdUint8Array(psd);
}
