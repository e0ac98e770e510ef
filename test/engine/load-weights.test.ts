import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchWeights, heldWeights } from '../../src/engine/load-weights';
import { codeOf } from '../support/code-of';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  servers.push(started);
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return `http://127.0.0.1:${port}/models/small.safetensors`;
}

function small(): Buffer {
  const header = JSON.stringify({ x: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), Buffer.from(new Float32Array([1, 2]).buffer)]);
}

const signal = new AbortController().signal;

test('counts the bytes and opens the file', async () => {
  const bytes = small();
  let sendRest = (): void => undefined;
  const url = await serve((_, response) => {
    response.setHeader('content-length', bytes.length);
    response.write(bytes.subarray(0, 10));
    sendRest = () => response.end(bytes.subarray(10));
  });
  const loads: [number, number][] = [];
  const onLoad = (done: number, total: number): void => {
    loads.push([done, total]);
    if (done === 10) sendRest();
  };
  const file = await fetchWeights(url, { signal, onLoad });
  expect(file.name).toBe('small.safetensors');
  expect([...file.tensors.keys()]).toEqual(['x']);
  expect(loads[0]).toEqual([0, bytes.length]);
  expect(loads).toContainEqual([10, bytes.length]);
  expect(loads.at(-1)).toEqual([bytes.length, bytes.length]);
  expect(loads.every(([done, total]) => done <= total)).toBe(true);
});

test('a file that is not there, a server that is not there, a file that is no model', async () => {
  const options = { signal, onLoad: () => undefined };
  const missing = await serve((_, response) => {
    response.statusCode = 404;
    response.end('no');
  });
  expect(await codeOf(fetchWeights(missing, options))).toBe('model-unreachable');
  expect(await codeOf(fetchWeights('http://127.0.0.1:9/x.safetensors', options))).toBe(
    'model-unreachable',
  );
  const page = await serve((_, response) => response.end('<html>all is well</html>'));
  expect(await codeOf(fetchWeights(page, options))).toBe('model-header-invalid');
});

test('a file without an end is cut off', async () => {
  const url = await serve((_, response) => {
    const chunk = Buffer.alloc(2 ** 20);
    const more = (): void => {
      while (response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
  const code = await codeOf(fetchWeights(url, { signal, onLoad: () => undefined }));
  expect(code).toBe('model-too-large');
});

test('a cancel ends the transfer with its own reason', async () => {
  const controller = new AbortController();
  const reason = new DOMException('enough', 'AbortError');
  const url = await serve((_, response) => {
    response.write(small().subarray(0, 10));
  });
  const loading = fetchWeights(url, {
    signal: controller.signal,
    onLoad: (done) => done > 0 && controller.abort(reason),
  });
  await expect(loading).rejects.toBe(reason);
});

test('bytes that are there already are not fetched, and named by their address', () => {
  const loads: [number, number][] = [];
  const bytes = new Uint8Array(small());
  const onLoad = (...counts: [number, number]): number => loads.push(counts);
  const file = heldWeights('file:///panel/models/held.safetensors', bytes, { signal, onLoad });
  expect([file.name, ...file.tensors.keys()]).toEqual(['held.safetensors', 'x']);
  expect(loads).toEqual([[bytes.length, bytes.length]]);
});
