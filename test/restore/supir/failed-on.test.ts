import { DeviceError, ModelError } from '../../../src/core/errors';
import { failedOn } from '../../../src/restore/supir/failed-on';

const NEEDED = {
  phases: { texts: 1e9, autoencoder: 8e9, step: 7e9 },
  peakBytes: 8e9,
  restingBytes: 5e9,
};

const error = (code: string) =>
  new DeviceError({ code, message: 'm', hint: 'h', details: { device: 'webgpu' } });

test.each([
  ['out-of-memory', 'text', 1e9],
  ['out-of-memory', 'denoise-encode', 8e9],
  ['out-of-memory', 'stage1-decode', 8e9],
  ['out-of-memory', 'sample', 7e9],
  ['out-of-memory', 'decode', 8e9],
  // Its weights alone found no room.
  ['network-out-of-memory', 'sample', 5e9],
] as const)('%s in %s is about %d bytes', (code, part, peakBytes) => {
  const failed = failedOn(error(code), part, NEEDED)!;
  expect(failed.peakBytes).toBe(peakBytes);
  expect(failed.error).toBeInstanceOf(DeviceError);
  expect(failed.error).toMatchObject({
    code,
    message: 'm',
    hint: 'h',
    details: { device: 'webgpu', peakBytes },
  });
});

test('other errors say nothing of memory', () => {
  expect(failedOn(error('device-lost'), 'sample', NEEDED)).toBeNull();
  expect(failedOn(new Error('out of memory'), 'sample', NEEDED)).toBeNull();
  const model = new ModelError({ code: 'out-of-memory', message: '', hint: '' });
  expect(failedOn(model, 'sample', NEEDED)).toBeNull();
});
