import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer';
import type { HttpFault } from './faults';

const PIECE = 64 * 1024;

/** Sends an answer, or what a fault leaves of it. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  headers: Readonly<Record<string, string>>,
  fault: HttpFault | null,
): Promise<void> {
  const { socket } = request;
  const right = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const body = fault !== null && 'change' in fault ? fault.change(right) : right;
  const isEndless = fault !== null && 'endless' in fault;
  response.writeHead(answer.status, {
    ...(answer.type !== '' && { 'Content-Type': answer.type }),
    ...answer.headers,
    ...headers,
    ...(!isEndless && { 'Content-Length': body.length }),
    ...(answer.resets && { Connection: 'close' }),
  });
  if (fault !== null && 'cutAfter' in fault) {
    response.write(body.subarray(0, fault.cutAfter), () => socket.destroy());
  } else if (fault !== null && 'pieces' in fault) {
    await inPieces(response, body, fault);
  } else if (isEndless) {
    await endless(response, body, fault.endless);
  } else if (answer.resets) {
    response.end(body, () => socket.destroy());
  } else {
    response.end(body);
  }
}

async function inPieces(
  response: ServerResponse,
  body: Uint8Array,
  { pieces, pause }: Extract<HttpFault, { pieces: number }>,
): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += pieces) {
    response.write(body.subarray(at, at + pieces));
    await pause(Math.min(body.length, at + pieces));
  }
  response.end();
}

/** Writes no faster than the client reads. */
async function endless(response: ServerResponse, body: Uint8Array, limit: number): Promise<void> {
  const piece = Buffer.alloc(PIECE, 'x');
  response.write(body);
  for (let sent = body.length; sent < limit && !response.destroyed; sent += PIECE) {
    if (response.write(piece)) continue;
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        response.off('drain', goOn).off('close', goOn);
        resolve();
      };
      response.on('drain', goOn).on('close', goOn);
    });
  }
  response.end();
}
