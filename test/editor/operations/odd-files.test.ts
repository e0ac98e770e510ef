import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import { readPsd } from '../../../src/psd/read-psd';
import { inPlace, items, openInEditor, signal } from './fixture';

const FAULTS = 'test/fixtures/faults/';
const fault = (path: string): Uint8Array => new Uint8Array(readFileSync(FAULTS + path));

test('a layer without extent is in the list, empty, and stays as it is in the saved file', async () => {
  const bytes = fault('12-psd-negative-extent/fill-minus-one.psd');
  const { editor, state } = await openInEditor(bytes, 'fill.psd');
  const all = items(state());
  expect(all.map(({ name, bounds }) => [name, bounds === null])).toEqual([
    ['Gradient Fill 1', true],
    ['Background', false],
  ]);
  const whole = { x: 0, y: 0, width: 16, height: 16 };
  const shown = await editor.renderRegion(whole, whole, signal);
  const { data, channels } = decode(fault('12-psd-negative-extent/expected.png'));
  const colors = [...shown.data].filter((_, i) => i % 4 < 3);
  expect(colors).toEqual([...data].filter((_, i) => i % channels < 3));

  await editor.insertLayer(inPlace(state(), 'Background', whole), signal);
  const file = readPsd((await editor.save('psd', signal)).bytes);
  expect(file.layers.map(({ name }) => name)).toEqual(['Background', 'fast 2x', 'Gradient Fill 1']);
  const expected = JSON.parse(
    readFileSync(`${FAULTS}12-psd-negative-extent/expected.json`, 'utf8'),
  ) as Record<string, unknown>;
  const { start, end } = file.layers[2]!.record;
  const hex = Buffer.from(file.bytes.subarray(start, end)).toString('hex');
  expect(hex).toBe(expected['record of Gradient Fill 1, hex']);
});

test('the profile of an interlaced picture is in what is saved', async () => {
  const bytes = fault('09-png-interlaced-low-depth/profile.png');
  const { editor } = await openInEditor(bytes);
  const png = decode((await editor.save('png', signal)).bytes);
  const at = Buffer.from(bytes).indexOf('iCCPicc\0\0', 'latin1');
  const right = new Uint8Array(inflateSync(bytes.subarray(at + 9)));
  expect(png.iccEmbeddedProfile?.profile).toEqual(right);
  const psd = readPsd((await editor.save('psd', signal)).bytes);
  const { start, end } = psd.iccProfile!;
  expect(psd.bytes.slice(start, end)).toEqual(right);
});
