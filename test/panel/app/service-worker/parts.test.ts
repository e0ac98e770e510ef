import { createHash } from 'node:crypto';
import { partOf } from '../../../../panel/app/service-worker/byte-range';
import { withIsolation } from '../../../../panel/app/service-worker/isolation';
import {
  fileOf,
  integrityOf,
  parseBuildList,
  shellOf,
} from '../../../../panel/app/service-worker/precache';

const FILE = { url: 'a.js', bytes: 3, sha256: createHash('sha256').update('abc').digest('hex') };

describe('the list of a build', () => {
  it('is taken as the build writes it', () => {
    const list = { build: 'x', files: [FILE] };
    expect(parseBuildList(JSON.parse(JSON.stringify(list)))).toEqual(list);
  });

  it.each([
    null,
    {},
    { build: 1, files: [] },
    { build: 'x', files: [{ ...FILE, sha256: 'abc' }] },
    { build: 'x', files: [{ ...FILE, bytes: '3' }] },
    { build: 'x', files: [{ bytes: 3, sha256: FILE.sha256 }] },
  ])('is not %j', (value) => {
    expect(() => parseBuildList(value)).toThrow(TypeError);
  });

  it('leaves large files for later', () => {
    const large = { ...FILE, url: 'large', bytes: 20e6 };
    expect(shellOf({ build: 'x', files: [FILE, large] })).toEqual([FILE]);
  });

  it('tells each file by its hash', () => {
    const expected = createHash('sha256').update('abc').digest('base64');
    expect(integrityOf(FILE)).toBe(`sha256-${expected}`);
  });

  it.each([
    ['https://host/some/', 'index.html'],
    ['https://host/some/?a=b#c', 'index.html'],
    ['https://host/some/ort/x%20y.wasm?v=1', 'ort/x y.wasm'],
    ['https://host/other/', null],
    ['https://host/', null],
    ['https://elsewhere/some/', null],
  ])('%s is %s', (address, file) => {
    expect(fileOf(address, 'https://host/some/')).toBe(file);
  });
});

describe('isolation', () => {
  const POLICY = 'Document-Isolation-Policy';

  it('is added, and everything else kept', async () => {
    const before = new Response('page', { status: 201, headers: { 'Content-Type': 'text/html' } });
    const after = withIsolation(before);
    expect(after.headers.get(POLICY)).toBe('isolate-and-credentialless');
    expect(after.headers.get('Content-Type')).toBe('text/html');
    expect(after.status).toBe(201);
    await expect(after.text()).resolves.toBe('page');
  });

  it.each([
    [POLICY, 'none'],
    ['Cross-Origin-Embedder-Policy', 'require-corp'],
  ])('is left to the server that sends %s', (name, value) => {
    const response = new Response('', { headers: { [name]: value } });
    expect(withIsolation(response)).toBe(response);
  });
});

describe('a part of a file', () => {
  const whole = (): Response => new Response('0123456789', { headers: { 'Content-Type': 'x/y' } });

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=4-', '456789', 'bytes 4-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('%s', async (range, text, contentRange) => {
    const part = await partOf(whole(), range);
    expect(part.status).toBe(206);
    expect(part.headers.get('Content-Range')).toBe(contentRange);
    expect(part.headers.get('Content-Type')).toBe('x/y');
    await expect(part.text()).resolves.toBe(text);
  });

  it('is refused beyond the end', async () => {
    const part = await partOf(whole(), 'bytes=10-12');
    expect([part.status, part.headers.get('Content-Range')]).toEqual([416, 'bytes */10']);
  });

  it('is the whole for other kinds of ranges', async () => {
    const response = whole();
    await expect(partOf(response, 'bytes=-3')).resolves.toBe(response);
  });
});
