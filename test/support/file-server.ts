import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What a request asked for. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
  readonly ifRange: string | null;
  readonly referer: string | null;
  readonly cookie: string | null;
}

/** An answer in place of the right one. */
export type Fault =
  /** Sends the right head and the first bytes of the body, and cuts the connection. */
  | { readonly cutAfter: number }
  /** Sends the right head and cuts the connection. */
  | { readonly headAlone: true }
  /** Sends the first bytes of the body and then nothing more. */
  | { readonly stallAfter: number }
  /** Never answers. */
  | { readonly silent: true }
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The right answer with other headers; `null` leaves one out. */
  | { readonly headers: Readonly<Record<string, string | null>> }
  /** The whole file, whatever was asked for. */
  | { readonly ignoreRange: true }
  /** The whole file, packed with gzip. */
  | { readonly packed: true }
  /** No more than so many bytes, as a part of the file. */
  | { readonly atMost: number }
  /** From here on another file is served. */
  | { readonly replace: Uint8Array; readonly etag: string | null }
  | { readonly redirectTo: string };

export interface FileServerOptions {
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** Whether pages of other sites may send `If-Range`. */
  readonly allowsCondition?: boolean;
  /** Whether pages of other sites may read more than the safe headers. */
  readonly exposes?: boolean;
}

export interface FileServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Faults of the next requests, in their order; after them every answer is right. */
  next(...faults: readonly Fault[]): void;
  /** Fault of every request until it is called with null. */
  always(fault: Fault | null): void;
  close(): Promise<void>;
}

/**
 * A web server on this machine with one file under every path, which does ranges and conditions right
 * unless it is told to make a mistake.
 */
export async function startFileServer(
  bytes: Uint8Array,
  options: FileServerOptions = {},
): Promise<FileServer> {
  let file = bytes;
  let etag = options.etag === undefined ? '"first"' : options.etag;
  const { lastModified = null, allowsCondition = true, exposes = true } = options;
  const asked: Asked[] = [];
  const faults: Fault[] = [];
  let constant: Fault | null = null;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const header = (name: string): string | null => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : null;
    };
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (exposes) {
      response.setHeader('Access-Control-Expose-Headers', 'ETag, Content-Range, Retry-After');
    }
    if (request.method === 'OPTIONS') {
      if (allowsCondition) response.setHeader('Access-Control-Allow-Headers', 'Range, If-Range');
      response.writeHead(allowsCondition ? 204 : 403).end();
      return;
    }
    asked.push({
      method: request.method ?? '',
      path: request.url ?? '',
      range: header('range'),
      ifRange: header('if-range'),
      referer: header('referer'),
      cookie: header('cookie'),
    });
    let fault = constant ?? faults.shift() ?? null;
    if (fault !== null && 'replace' in fault) {
      [file, etag] = [fault.replace, fault.etag];
      fault = null;
    }
    if (fault !== null && 'silent' in fault) return;
    if (fault !== null && 'redirectTo' in fault) {
      response.writeHead(302, { Location: fault.redirectTo }).end();
      return;
    }
    if (fault !== null && 'status' in fault) {
      response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
      return;
    }
    if (etag !== null) response.setHeader('ETag', etag);
    if (lastModified !== null) response.setHeader('Last-Modified', lastModified);
    response.setHeader('Content-Type', 'application/octet-stream');
    let body = head(request, response, fault !== null && 'ignoreRange' in fault);
    if (fault !== null && 'packed' in fault) {
      body = gzipSync(file);
      response.setHeader('Content-Encoding', 'gzip');
      response.setHeader('Content-Length', body.byteLength);
    }
    if (fault !== null && 'atMost' in fault) {
      const start = file.byteLength - body.byteLength;
      body = body.subarray(0, fault.atMost);
      response.statusCode = 206;
      const end = start + body.byteLength - 1;
      response.setHeader('Content-Range', `bytes ${start}-${end}/${file.byteLength}`);
      response.setHeader('Content-Length', body.byteLength);
    }
    if (fault !== null && 'headers' in fault) {
      for (const [name, value] of Object.entries(fault.headers)) {
        if (value === null) response.removeHeader(name);
        else response.setHeader(name, value);
      }
    }
    send(response, body, fault);
  };

  /** Writes status and headers; returns what belongs into the body. */
  const head = (request: IncomingMessage, response: ServerResponse, whole: boolean): Uint8Array => {
    const { range } = request.headers;
    const condition = request.headers['if-range'];
    const holds = condition === undefined || condition === etag || condition === lastModified;
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    if (range === undefined || !holds || whole) {
      response.setHeader('Content-Length', file.byteLength);
      return file;
    }
    if (start >= file.byteLength) {
      response.statusCode = 416;
      response.setHeader('Content-Range', `bytes */${file.byteLength}`);
      return new Uint8Array(0);
    }
    response.statusCode = 206;
    const end = file.byteLength - 1;
    response.setHeader('Content-Range', `bytes ${start}-${end}/${file.byteLength}`);
    response.setHeader('Content-Length', file.byteLength - start);
    return file.subarray(start);
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    next: (...more) => void faults.push(...more),
    always(fault) {
      constant = fault;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

function send(response: ServerResponse, body: Uint8Array, fault: Fault | null): void {
  if (fault !== null && 'headAlone' in fault) {
    response.flushHeaders();
    response.socket?.end();
  } else if (fault !== null && 'stallAfter' in fault) {
    response.write(body.subarray(0, fault.stallAfter));
  } else if (fault !== null && 'cutAfter' in fault) {
    response.write(body.subarray(0, fault.cutAfter), () => response.socket?.end());
  } else {
    response.end(body);
  }
}
