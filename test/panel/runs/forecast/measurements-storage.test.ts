import {
  createMeasurementsStorage,
  parseMeasurements,
  serializeMeasurements,
} from '../../../../panel/runs/forecast/measurements-storage';
import {
  MAX_FAILURES,
  MAX_TIMES,
  NOTHING_MEASURED,
  type Measurements,
} from '../../../../panel/store/measurements';

const TIME = {
  device: 'webgpu acme a1 Acme 8',
  shape: 'webgpu mixed 1024 1024 2',
  evaluationMs: 3120.5,
  teraflopEach: 20.3,
  aroundMsPerTeraflop: null,
};
const FAILURE = { device: TIME.device, leastBytes: 8e9 };
const MEASURED: Measurements = { times: [TIME], bytesPerMs: 4e5, failures: [FAILURE] };

test('measurements come back as they were', () => {
  expect(parseMeasurements(serializeMeasurements(MEASURED))).toEqual(MEASURED);
});

test.each([
  null,
  '',
  '{',
  '[]',
  '7',
  'null',
  '{"version":1}',
  '{"version":2,"times":[],"bytesPerMs":null,"failures":[]}',
  '{"version":1,"times":{},"bytesPerMs":null,"failures":[]}',
  ' '.repeat(70_000) + serializeMeasurements(MEASURED),
])('%p says nothing', (text) => {
  expect(parseMeasurements(text)).toEqual(NOTHING_MEASURED);
});

test.each<[string, unknown]>([
  ['a time below zero', { ...TIME, evaluationMs: -1 }],
  ['no time', { ...TIME, evaluationMs: 0 }],
  ['a time that is no number', { ...TIME, evaluationMs: '3000' }],
  ['a time without end', { ...TIME, evaluationMs: 1e300 }],
  ['a device without end', { ...TIME, device: 'x'.repeat(10_000) }],
  ['a shape without end', { ...TIME, shape: 'x'.repeat(10_000) }],
  ['no shape', { ...TIME, shape: undefined }],
  ['arithmetic of nothing', { ...TIME, teraflopEach: 0 }],
  ['null', null],
])('%s is left out, and the others stay', (_, wrong) => {
  const text = JSON.stringify({ version: 1, ...MEASURED, times: [wrong, TIME] });
  expect(parseMeasurements(text)).toEqual(MEASURED);
});

test.each([0, -1, 'fast', 1e300])('a speed of reading of %p is none', (bytesPerMs) => {
  const text = JSON.stringify({ version: 1, ...MEASURED, bytesPerMs });
  expect(parseMeasurements(text)).toEqual({ ...MEASURED, bytesPerMs: null });
});

test.each([0, -1, '8 GB', null, 1e300])('a failure at %p bytes is none', (leastBytes) => {
  const text = JSON.stringify({ version: 1, ...MEASURED, failures: [{ ...FAILURE, leastBytes }] });
  expect(parseMeasurements(text).failures).toEqual([]);
});

test('no more is read than is kept', () => {
  const times = Array.from({ length: 200 }, (_, at) => ({ ...TIME, shape: String(at) }));
  const failures = Array.from({ length: 200 }, (_, at) => ({ ...FAILURE, device: String(at) }));
  const text = JSON.stringify({ version: 1, times, bytesPerMs: null, failures });
  const read = parseMeasurements(text);
  expect([read.times.length, read.failures.length]).toEqual([MAX_TIMES, MAX_FAILURES]);
});

test('a browser that refuses storage is no reason to fail', () => {
  const refused = createMeasurementsStorage(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  refused.save(MEASURED);
  expect(refused.load()).toEqual(NOTHING_MEASURED);
});

test('the settings keep their place beside them', () => {
  const map = new Map([['supir-panel.settings', 'as they were']]);
  const storage = createMeasurementsStorage(() => ({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, text) => void map.set(key, text),
  }));
  storage.save(MEASURED);
  expect(storage.load()).toEqual(MEASURED);
  expect(map.get('supir-panel.settings')).toBe('as they were');
});
