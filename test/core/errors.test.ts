import { DeviceError, packError, unpackError } from '../../src/core/errors';

describe('errors across a thread', () => {
  it('keep class, code, hint, details and cause', () => {
    const error = new DeviceError({
      code: 'device-lost',
      message: 'The GPU went away.',
      hint: 'Try again.',
      details: { adapter: 'x' },
      cause: new Error('driver'),
    });
    const back = unpackError(structuredClone(packError(error)));
    expect(back).toBeInstanceOf(DeviceError);
    expect(back).toMatchObject({
      code: 'device-lost',
      hint: 'Try again.',
      details: { adapter: 'x' },
    });
    expect((back.cause as Error).message).toBe('driver');
  });

  it('keep an abort an abort and a bug a bug', () => {
    expect(unpackError(packError(new DOMException('stop', 'AbortError'))).name).toBe('AbortError');
    const bug = unpackError(packError(new TypeError('x is undefined')));
    expect(bug.name).toBe('TypeError');
    expect(unpackError(packError('text')).message).toBe('text');
  });
});
