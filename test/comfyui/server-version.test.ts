import { abilitiesOf } from '../../src/comfyui/server-version';

test.each([
  [null, []],
  ['', []],
  ['master', []],
  ['0.3.9', []],
  ['0.3.44', []],
  ['0.3.45', ['keepsIds']],
  ['0.3.56', ['keepsIds']],
  ['0.3.57', ['keepsIds', 'interruptsByName']],
  ['0.20.0', ['keepsIds', 'interruptsByName']],
  ['0.21', ['keepsIds', 'interruptsByName', 'readsSixteenBits']],
  ['v0.25.9', ['keepsIds', 'interruptsByName', 'readsSixteenBits']],
  ['0.26.0', ['keepsIds', 'interruptsByName', 'cancelsJobs', 'readsSixteenBits']],
  ['0.33.0-rc1+local', ['keepsIds', 'interruptsByName', 'cancelsJobs', 'readsSixteenBits']],
  ['1.0.0', ['keepsIds', 'interruptsByName', 'cancelsJobs', 'readsSixteenBits']],
])('version %p can %j', (version, expected) => {
  const can = Object.entries(abilitiesOf(version)).flatMap(([name, has]) => (has ? [name] : []));
  expect(can).toEqual(expected);
});
