import { decodeBase64, encodeBase64 } from '../../../../src/hosts/photoshop/protocol/base64';
import { crcOfBytes, crcOfText } from '../../../../src/pixels/crc32';
import { decodeFrame } from '../../../../src/hosts/photoshop/protocol/decode-frame';
import { checksum, encodeFrame, type Frame } from '../../../../src/hosts/photoshop/protocol/frame';
import { SMALL } from './link';
import { bytesFrom, randomFrom } from '../../../support/random';

const ADDRESS = { s: 'a', t: 'b' };

const FRAMES: readonly Frame[] = [
  { k: 'hello', s: 'a', role: 'page', caps: ['x'] },
  { k: 'ready', ...ADDRESS, role: 'plugin', caps: [] },
  { k: 'bye', ...ADDRESS },
  { k: 'req', ...ADDRESS, n: 1, b: '{"r":1}', x: [5, 7] },
  { k: 'evt', ...ADDRESS, n: 2, b: '{"name":"\\"}, \\"c\\":1 😀\\ud800"}', x: [] },
  { k: 'chunk', ...ADDRESS, n: 1, i: 1, e: 9, d: 'AAEC' },
  { k: 'ack', ...ADDRESS, n: 1, i: -1 },
  { k: 'drop', ...ADDRESS, n: 3 },
  { k: 'refuse', ...ADDRESS, n: 3, why: 'busy' },
];

describe('base64', () => {
  test('is what Node writes and reads, at every length', () => {
    const random = randomFrom(3);
    for (let length = 0; length < 70; length++) {
      const bytes = bytesFrom(random, length);
      const text = encodeBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      const back = new Uint8Array(length);
      expect(decodeBase64(text, back)).toBe(true);
      expect(back).toEqual(bytes);
    }
    const large = bytesFrom(random, 100_000);
    expect(encodeBase64(large)).toBe(Buffer.from(large).toString('base64'));
  });

  test.each([
    ['AAE', 2],
    ['AAEC', 2],
    ['AA==', 2],
    ['AAF=', 2],
    ['AR==', 1],
    ['A*==', 1],
    ['AAE=', 1],
    ['A\u0141==', 1],
    ['=AAA', 3],
    ['AA A', 3],
  ])('%j is not %d bytes', (text, length) => {
    expect(decodeBase64(text, new Uint8Array(length))).toBe(false);
  });
});

test('CRC-32 has the known values', () => {
  expect(crcOfBytes(new Uint8Array())).toBe(0);
  expect(crcOfBytes(Buffer.from('123456789'))).toBe(0xcbf43926);
  expect(crcOfBytes(Buffer.from('12345678'))).toBe(crcOfText('12345678'));
  expect(crcOfText('123456789')).toBe(0xcbf43926);
  for (let length = 0; length < 40; length++) {
    const bytes = bytesFrom(randomFrom(5), length);
    expect(crcOfBytes(bytes)).toBe(crcOfText(Buffer.from(bytes).toString('latin1')));
  }
});

describe('frames', () => {
  test.each(FRAMES)('$k comes back as it was', (frame) => {
    const text = encodeFrame(frame);
    const envelopes: unknown[] = [
      text,
      JSON.parse(text),
      JSON.stringify(text),
      { type: 'message', message: text },
      { data: text },
      { data: { message: text } },
      { type: 'x', data: JSON.parse(text) as unknown },
      JSON.stringify({ type: 'message', message: text }),
      JSON.stringify({ detail: JSON.parse(text) as unknown }),
    ];
    for (const data of envelopes) expect(decodeFrame(data, SMALL)).toEqual({ ok: true, frame });
  });

  test('any change of one letter is noticed', () => {
    for (const frame of FRAMES) {
      const text = encodeFrame(frame);
      for (let at = 0; at < text.length; at++) {
        const letter = text[at] === '7' ? '8' : '7';
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        const decoded = decodeFrame(changed, SMALL);
        // The bytes of a chunk are checked when they have been decoded.
        if (decoded.ok) expect(decoded.frame).toEqual({ ...frame, d: expect.any(String) });
        expect(decodeFrame(text.slice(0, at), SMALL).ok).toBe(false);
      }
    }
  });

  const signed = (fields: object): string => {
    const all = { p: 'supir', v: 1, ...fields };
    return JSON.stringify({ ...all, c: checksum(all) });
  };

  test.each([
    ['foreign', 'hello'],
    ['foreign', '{"type":"hello"}'],
    ['foreign', null],
    ['foreign', 5],
    ['foreign', ['x']],
    ['foreign', { data: { data: { data: { data: { data: 'x' } } } } }],
    ['too-long', `{"p":"supir"${' '.repeat(5000)}}`],
    ['too-long', { p: 'supir', v: 1, d: 'x'.repeat(5000) }],
    ['checksum', '{"p":"supir","v":1,"k":"hello"'],
    ['checksum', '{"p":"supir","v":1,"k":"bye","s":"a","t":"b"}'],
    ['checksum', { p: 'supir', v: 1, k: 'bye', ...ADDRESS, c: 5 }],
    ['version', signed({ v: 2, k: 'bye', ...ADDRESS })],
    ['shape', signed({ k: 'nothing', ...ADDRESS })],
    ['shape', signed({ k: 'bye', s: 'a' })],
    ['shape', signed({ k: 'bye', s: '', t: 'b' })],
    ['shape', signed({ k: 'bye', s: 'x'.repeat(100), t: 'b' })],
    ['shape', signed({ k: 'hello', s: 'a', role: 1, caps: [] })],
    ['shape', signed({ k: 'hello', s: 'a', role: 'x', caps: [1] })],
    ['shape', signed({ k: 'req', ...ADDRESS, n: 0, b: '', x: [] })],
    ['shape', signed({ k: 'req', ...ADDRESS, n: 1.5, b: '', x: [] })],
    ['shape', signed({ k: 'req', ...ADDRESS, n: 1, b: 5, x: [] })],
    ['shape', signed({ k: 'req', ...ADDRESS, n: 1, b: 'x'.repeat(3000), x: [] })],
    ['shape', signed({ k: 'req', ...ADDRESS, n: 1, b: '', x: [[1]] })],
    ['shape', signed({ k: 'req', ...ADDRESS, n: 1, b: '', x: [-1, 0] })],
    ['shape', signed({ k: 'req', ...ADDRESS, n: 1, b: '', x: ['1'] })],
    ['shape', signed({ k: 'req', ...ADDRESS, n: 1, b: '', x: Array(9).fill(1) })],
    ['shape', signed({ k: 'chunk', ...ADDRESS, n: 1, i: -1, e: 0, d: '' })],
    ['shape', signed({ k: 'chunk', ...ADDRESS, n: 1, i: 1, d: '' })],
    ['shape', signed({ k: 'ack', ...ADDRESS, n: 1, i: -2 })],
    ['shape', signed({ k: 'refuse', ...ADDRESS, n: 1, why: 'constructor' })],
    ['shape', { p: 'supir', v: 1, x: [[[]]] }],
    ['shape', { p: 'supir', v: 1, x: {} }],
  ])('%s: %j', (problem, data) => {
    expect(decodeFrame(data, SMALL)).toEqual({ ok: false, problem });
  });
});
