import { readPsd } from '../../src/psd/read-psd';
import { setVisible } from '../../src/psd/set-visible';
import { agLayers, agPsd } from './ag';
import { codeOf } from '../support/code-of';
import { handmadePsd } from './handmade';
import { layeredSample } from './samples';

it('changes one bit, and back', () => {
  const before = readPsd(layeredSample());
  const hidden = setVisible(before, 'id:73', false);
  expect(hidden.layers.filter(({ visible }) => !visible).map(({ name }) => name)).toEqual([
    'hidden',
    'inner',
  ]);
  const different = hidden.bytes.filter((byte, i) => byte !== before.bytes[i]);
  expect(different).toHaveLength(1);
  expect(agLayers(agPsd(hidden.bytes)).find(({ name }) => name === 'inner')!.hidden).toBe(true);
  expect(setVisible(hidden, 'id:73', true).bytes).toEqual(before.bytes);
  expect(setVisible(before, 'id:73', true)).toBe(before);
});

it('gives a flat picture a record to be hidden in', () => {
  const flat = readPsd(handmadePsd({ width: 5, height: 4, depth: 16, packing: 'raw', layers: [] }));
  const hidden = setVisible(flat, 'nth:0', false);
  expect(hidden.layers).toMatchObject([{ key: 'nth:0', name: 'Background', visible: false }]);
});

it('says when the layer has gone', () => {
  const file = readPsd(layeredSample());
  expect(codeOf(() => setVisible(file, 'id:1', false))).toBe('layer-gone');
});
