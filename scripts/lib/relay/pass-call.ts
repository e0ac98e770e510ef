import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { MOST_BYTES, type RelayErrorName } from '../../../src/comfyui/relay-protocol';
import { refuse, SAFE } from './answer';
import { openUpstream, type Target } from './target';

/** Headers of an answer that the client looks at, and what browsers need to read its body. */
const PASSED = ['content-type', 'content-length', 'content-encoding'] as const;

/**
 * Passes a call on, and its answer back. Both bodies stream: the relay holds no more of them than a
 * socket does. When the page gives up, so does the call.
 */
export function passCall(
  target: Target,
  { path, method }: { readonly path: string; readonly method: string },
  request: IncomingMessage,
  response: ServerResponse,
  silenceMs: number,
): void {
  const { 'content-length': length, 'content-type': type } = request.headers;
  if (!(Number(length) <= MOST_BYTES)) {
    refuse(request, response, 413, 'too-large');
    return;
  }
  const hasBody = method === 'POST';
  const own = { 'Content-Length': length, ...(type !== undefined && { 'Content-Type': type }) };
  const upstream = openUpstream(target, path, method, hasBody ? own : {});

  let isOver = false;
  const fail = (error: RelayErrorName): void => {
    if (isOver) return;
    isOver = true;
    request.unpipe(upstream);
    upstream.destroy();
    if (response.headersSent) response.destroy();
    else refuse(request, response, 502, target.over.signal.aborted ? 'unknown-token' : error);
  };
  upstream.setTimeout(silenceMs, () => fail('timeout'));
  upstream.on('error', () => fail('unreachable'));
  // Also where the server speaks of something else than an answer.
  upstream.on('close', () => {
    if (!response.headersSent) fail('unreachable');
  });
  upstream.on('response', (answer: IncomingMessage) => {
    const { statusCode = 0, headers } = answer;
    if (statusCode >= 300 && statusCode < 400) fail('redirected');
    else if (statusCode < 200 || statusCode > 599) fail('unreachable');
    else if (Number(headers['content-length'] ?? 0) > MOST_BYTES) fail('too-large');
    else {
      const passed: OutgoingHttpHeaders = { ...SAFE };
      for (const name of PASSED) if (headers[name] !== undefined) passed[name] = headers[name];
      response.writeHead(statusCode, passed);
      pipeline(answer, bounded, response).catch(() => fail('unreachable'));
    }
  });
  response.on('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
  if (hasBody) request.pipe(upstream);
  else {
    request.resume();
    upstream.end();
  }
}

async function* bounded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new RangeError('the answer is too large');
    yield chunk;
  }
}
