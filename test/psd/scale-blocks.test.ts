import { writePsdUint8Array, type Psd } from 'ag-psd';
import { enlargePsd } from '../../src/psd/enlarge-psd';
import { readPsd } from '../../src/psd/read-psd';
import { agPsd } from './ag';
import { repeatPixels } from './resizers';
import { grayPixels, noise, pixels } from './samples';

it('scales smart objects, shapes, patterns, feathers and reference points', () => {
  const id = '20953ddb-9391-11ec-b4f1-c15674f50bc4';
  const imageData = pixels(4, 4, 1);
  const psd: Psd = {
    ...{ width: 20, height: 20 },
    linkedFiles: [{ id, name: 'a.png', data: new Uint8Array(noise(33, 1)) }],
    children: [
      {
        ...{ name: 'smart', imageData, referencePoint: { x: 3, y: 4 } },
        placedLayer: {
          ...{ id, type: 'raster', width: 8, height: 8 },
          transform: [1, 2, 5, 2, 5, 6, 1, 6],
          resolution: { value: 72, units: 'Density' },
        },
      },
      {
        ...{ name: 'shape', imageData },
        mask: { left: 1, top: 1, imageData: grayPixels(3, 3, 2), userMaskFeather: 2.5 },
        vectorFill: { type: 'color', color: { r: 1, g: 2, b: 3 } },
        vectorStroke: {
          lineWidth: { value: 3, units: 'Points' },
          lineDashSet: [{ value: 2, units: 'None' }],
        },
        vectorOrigination: {
          keyDescriptorList: [
            {
              keyOriginType: 1,
              keyOriginShapeBoundingBox: {
                top: { value: 1, units: 'Pixels' },
                left: { value: 2, units: 'Pixels' },
                bottom: { value: 5, units: 'Pixels' },
                right: { value: 6, units: 'Pixels' },
              },
              transform: [1, 0, 0, 1, 7, 8],
            },
          ],
        },
      },
      {
        ...{ name: 'effects', imageData },
        effects: {
          stroke: [
            {
              enabled: true,
              size: { value: 2, units: 'Pixels' },
              fillType: 'pattern',
              pattern: { name: 'p', id: 'abc' },
              position: 'inside',
            },
          ],
          outerGlow: {
            enabled: true,
            size: { value: 7, units: 'Pixels' },
            choke: { value: 40, units: 'Pixels' },
            contour: {
              name: 'c',
              curve: [
                { x: 0, y: 0 },
                { x: 128, y: 60 },
                { x: 255, y: 255 },
              ],
            },
          },
          patternOverlay: {
            enabled: true,
            scale: 50,
            pattern: { name: 'p', id: 'abc' },
            phase: { x: 3, y: 5 },
          },
          gradientOverlay: [
            {
              enabled: true,
              scale: 80,
              offset: { x: 10, y: 20 },
              type: 'linear',
              gradient: {
                ...{ name: 'g', type: 'solid', smoothness: 4096 },
                colorStops: [{ color: { r: 0, g: 0, b: 0 }, location: 0, midpoint: 0.5 }],
                opacityStops: [{ opacity: 1, location: 0, midpoint: 0.5 }],
              },
            },
          ],
        },
      },
    ],
  };
  const { file, notScaled } = enlargePsd(readPsd(writePsdUint8Array(psd)), 2, repeatPixels);
  expect(notScaled).toEqual([]);
  const theirs = agPsd(file.bytes);
  expect(theirs.linkedFiles![0]!.data).toEqual(psd.linkedFiles![0]!.data);
  const [smart, shape, effects] = theirs.children!;
  expect(smart!.placedLayer).toMatchObject({
    ...{ transform: [2, 4, 10, 4, 10, 12, 2, 12], width: 8, height: 8 },
  });
  expect(smart!.referencePoint).toEqual({ x: 6, y: 8 });
  expect(shape!.mask).toMatchObject({ left: 2, top: 2, userMaskFeather: 5 });
  expect(shape!.vectorStroke).toMatchObject({
    lineWidth: { value: 6, units: 'Points' },
    lineDashSet: [{ value: 2, units: 'None' }],
  });
  expect(shape!.vectorOrigination!.keyDescriptorList[0]).toMatchObject({
    keyOriginShapeBoundingBox: { top: { value: 2 }, right: { value: 12 } },
    transform: [1, 0, 0, 1, 14, 16],
  });
  const { stroke, outerGlow, patternOverlay, gradientOverlay } = effects!.effects!;
  expect(stroke![0]!.size).toMatchObject({ value: 4 });
  expect(outerGlow).toMatchObject({
    ...{ size: { value: 14 }, choke: { value: 40 } },
    contour: {
      curve: [
        { x: 0, y: 0 },
        { x: 128, y: 60 },
        { x: 255, y: 255 },
      ],
    },
  });
  expect(patternOverlay).toMatchObject({ scale: 100, phase: { x: 6, y: 10 } });
  expect(gradientOverlay![0]).toMatchObject({ scale: 80, offset: { x: 10, y: 20 } });
});

it('moves slices and names smart filters', () => {
  const id = '20953ddb-9391-11ec-b4f1-c15674f50bc4';
  const bounds = { left: 1, top: 2, right: 11, bottom: 12 };
  const slice = {
    ...{ id: 1, groupId: 2, associatedLayerId: 0, name: 'nav', bounds },
    ...{ origin: 'userGenerated' as const, type: 'image' as const },
    ...{ url: 'u', target: 't', message: 'm', altTag: 'a', cellTextIsHTML: false, cellText: 'c' },
    ...{ horizontalAlignment: 'default' as const, verticalAlignment: 'default' as const },
    ...{ backgroundColorType: 'none' as const, backgroundColor: { r: 0, g: 0, b: 0, a: 0 } },
  };
  const psd: Psd = {
    ...{ width: 20, height: 20 },
    imageResources: {
      slices: [{ bounds, groupName: 'g', slices: [slice, { ...slice, id: 2 }] }],
    },
    linkedFiles: [{ id, name: 'a.png', data: new Uint8Array(noise(33, 1)) }],
    children: [
      {
        ...{ name: 'filtered', imageData: pixels(4, 4, 1) },
        placedLayer: {
          ...{ id, type: 'raster', width: 8, height: 8 },
          transform: [1, 2, 5, 2, 5, 6, 1, 6],
          resolution: { value: 72, units: 'Density' },
          filter: {
            ...{ enabled: true, validAtPosition: true, maskEnabled: false, maskLinked: true },
            maskExtendWithWhite: false,
            list: [
              {
                ...{ type: 'gaussian blur', name: 'Gaussian Blur', opacity: 1, enabled: true },
                ...{ blendMode: 'normal', hasOptions: true },
                foregroundColor: { r: 0, g: 0, b: 0 },
                backgroundColor: { r: 255, g: 255, b: 255 },
                filter: { radius: { value: 3, units: 'Pixels' } },
              },
            ],
          },
        },
      },
    ],
  };
  const { file, notScaled } = enlargePsd(readPsd(writePsdUint8Array(psd)), 2, repeatPixels);
  expect(notScaled).toEqual([{ layer: 'filtered', what: 'smart-filters' }]);
  const { imageResources, children } = agPsd(file.bytes);
  const doubled = { left: 2, top: 4, right: 22, bottom: 24 };
  const [group] = imageResources!.slices!;
  expect(group!.bounds).toEqual(doubled);
  expect(group!.slices.map((one) => one.bounds)).toEqual([doubled, doubled]);
  expect(group!.slices[1]).toMatchObject({ name: 'nav', url: 'u', cellText: 'c' });
  expect(children![0]!.placedLayer).toMatchObject({
    transform: [2, 4, 10, 4, 10, 12, 2, 12],
    filter: { list: [{ filter: { radius: { value: 3 } } }] },
  });
});
