import { parseAddress } from '../../src/comfyui/address';
import {
  isInTheOpen,
  parseHeaderLines,
  refuseInTheOpen,
  withHeaderLine,
} from '../../src/comfyui/header-lines';
import { codeOf } from '../support/code-of';

test('lines become headers; empty ones do not count', () => {
  expect(parseHeaderLines('Authorization: Bearer a:b=\r\n\n X-API-Key:  k ')).toEqual([
    { name: 'Authorization', value: 'Bearer a:b=' },
    { name: 'X-API-Key', value: 'k' },
  ]);
  expect(parseHeaderLines('  \n')).toEqual([]);
});

test.each([
  'no colon',
  ': value',
  'Name:',
  'Na me: x',
  'Host: other.example',
  'Origin: https://other.example',
  'sec-fetch-site: same-origin',
  'Content-Length: 3',
  'Cookie: a=b',
  'Proxy-Authorization: x',
  'X: ü',
  'X: a\u0000b',
  'X: a\rInjected: y',
  'X-Same: 1\nx-same: 2',
  Array.from({ length: 9 }, (_, i) => `X-${i}: 1`).join('\n'),
  `X: ${'a'.repeat(5000)}`,
])('%p is refused without being repeated', (text) => {
  expect(codeOf(() => parseHeaderLines(text))).toBe('comfy-headers-invalid');
});

test('an error names the line alone', () => {
  const secret = 'Bearer very-secret';
  let told = '';
  try {
    parseHeaderLines(`X-Good: ${secret}\nbad ${secret}`);
  } catch (error) {
    told = String(error) + JSON.stringify(error) + String((error as { hint?: string }).hint);
  }
  expect(told).toContain('line 2');
  expect(told).not.toContain('secret');
});

test('secrets go over open networks only where that was allowed', () => {
  const lines = parseHeaderLines('Authorization: Bearer x');
  const lan = parseAddress('http://192.168.1.20:8188');
  expect(isInTheOpen(lan, lines)).toBe(true);
  expect(isInTheOpen(lan, [])).toBe(false);
  expect(isInTheOpen(parseAddress('http://127.0.0.1:8188'), lines)).toBe(false);
  expect(isInTheOpen(parseAddress('https://host.example'), lines)).toBe(false);
  expect(codeOf(() => refuseInTheOpen(lan, lines, false))).toBe('comfy-secret-in-the-open');
  expect(codeOf(() => refuseInTheOpen(lan, lines, true))).toBe(null);
});

const TWO = parseHeaderLines('X-One: 1\nX-Two: 2');

test('a line that is typed by itself joins the others', () => {
  expect(withHeaderLine(TWO, ' X-Three:  3 ')).toEqual([...TWO, { name: 'X-Three', value: '3' }]);
});

test.each([
  'no colon',
  'x y: 1',
  'X-Three: 3\nX-Four: 4',
  'X-Three: 3\r\nX-Four: 4',
  'x-one: 1',
  'Host: a',
  '',
  `X: ${'a'.repeat(5000)}`,
])('%p typed by itself is refused without a number that nobody sees', (typed) => {
  let told = '';
  try {
    withHeaderLine(TWO, typed);
  } catch (error) {
    expect((error as { code?: string }).code).toBe('comfy-header-invalid');
    told = (error as Error).message;
  }
  expect(told).toMatch(/^This header line /);
});

test('no more lines are taken by one than all at once', () => {
  const many = Array.from({ length: 8 }, (_, i) => `X-${i}: 1`).join('\n');
  expect(codeOf(() => withHeaderLine(parseHeaderLines(many), 'X-9: 1'))).toBe(
    'comfy-header-invalid',
  );
});
