import { inspectModelFile } from '../../src/model-files/inspect';
import type { ModelFile } from '../../src/weights/model-file';
import { bytesFile, encodeHeader, named } from './model-bytes';
import { refusal } from './refusal';

const zip = (entry: string): Uint8Array => {
  const bytes = new Uint8Array(200);
  bytes.set([0x50, 0x4b, 3, 4]);
  bytes.set(new TextEncoder().encode(entry), 30);
  return bytes;
};
const bytes = (...start: number[]): Uint8Array =>
  Uint8Array.from({ length: 200 }, (_, i) => start[i] ?? 0xaa);
const SMALL = encodeHeader(named(['body.0.weight'], [64]));

test.each<[string, string, Uint8Array | string, string]>([
  ['a cut PyTorch zip', 'm.safetensors', zip('archive/data.pkl'), 'model-checkpoint-invalid'],
  ['a cut .ckpt', 'SUPIR-v0Q.ckpt', zip('x'), 'model-checkpoint-invalid'],
  ['an old PyTorch file', 'm', bytes(0x80, 2, 0x8a, 0x0a, 0x6c), 'model-is-pickle'],
  ['a bare pickle', 'm', bytes(0x80, 4, 0x95, 1, 0), 'model-is-pickle'],
  ['a zip', 'm.zip', zip('SUPIR-v0Q.safetensors'), 'model-is-archive'],
  ['a 7z archive', 'm.7z', bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'model-is-archive'],
  ['a gzip file', 'm.gz', bytes(0x1f, 0x8b, 8, 0), 'model-is-archive'],
  ['GGUF', 'm.gguf', bytes(0x47, 0x47, 0x55, 0x46, 3), 'model-is-gguf'],
  ['ONNX', 'm.onnx', bytes(0x08, 8, 0x12, 7, 0x70), 'model-is-onnx'],
  ['a web page', 'm', '<!DOCTYPE html><html><title>404</title></html>', 'model-is-web-page'],
  ['an answer in JSON', 'm', '{"error":"Access to this model is restricted"}', 'model-is-web-page'],
  [
    'a pointer of git-lfs',
    'm',
    'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n',
    'model-is-web-page',
  ],
  ['a text with a byte order mark', 'm', '\ufeff<html>no</html>', 'model-is-web-page'],
  ['noise', 'm', bytes(), 'model-header-invalid'],
  ['zeros', 'm', new Uint8Array(5000), 'model-header-invalid'],
  ['nothing at all', 'm', '', 'model-file-truncated'],
  ['a few bytes', 'm', new Uint8Array(5), 'model-file-truncated'],
  ['half a header', 'm', SMALL.header.subarray(0, 40), 'model-file-truncated'],
  ['a header alone', 'm', SMALL.header, 'model-file-truncated'],
])('%s is refused by name', async (_, name, content, code) => {
  expect((await refusal(bytesFile(name, content))).code).toBe(code);
});

test('a broken download is told how much is there', async () => {
  const { details } = await refusal(bytesFile('m', SMALL.header));
  expect(details).toEqual({
    file: 'm',
    bytes: SMALL.header.length,
    expected: SMALL.header.length + SMALL.dataBytes,
  });
});

test('only a header is read, and none of gigabytes', async () => {
  const start = new Uint8Array(600).fill(0x20);
  new DataView(start.buffer).setBigUint64(0, 2n ** 31n, true);
  start[8] = 0x7b;
  const reads: number[] = [];
  const blob = {
    size: 2 ** 40,
    slice: (from: number, to: number) => {
      reads.push(to - from);
      return new Blob([start.slice(from, to)]);
    },
  } as Blob;
  expect((await refusal({ name: 'm', blob })).code).toBe('model-header-invalid');
  expect(reads).toEqual([512]);
});

test('a file that went away, and one that nobody waits for any more', async () => {
  const gone = {
    size: 1000,
    slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }),
  } as unknown as Blob;
  const file: ModelFile = { name: 'm', blob: gone };
  expect((await refusal(file)).code).toBe('model-file-unreadable');

  const never = {
    size: 1000,
    slice: () => ({ arrayBuffer: () => new Promise(() => undefined) }),
  } as unknown as Blob;
  const controller = new AbortController();
  const waiting = inspectModelFile({ name: 'm', blob: never }, controller.signal);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
