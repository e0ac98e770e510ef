import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { WebSocket as NodeSocket } from 'ws';
import { errorOf, type Sim } from '../sim';

/** What UXP calls itself: a scheme without a host, which servers take for no page. */
const ORIGIN = 'file://';
const MOST_REDIRECTS = 20;
const PIECE = 64 * 1024;

type Notice = ((event: never) => void) | null;

/** `XMLHttpRequest` and `WebSocket` of UXP, on real sockets. */
export function networkOf(sim: Sim): Readonly<Record<string, unknown>> {
  return { XMLHttpRequest: requestClass(sim), WebSocket: socketClass(sim) };
}

/** Whether the manifest lets the plugin call this address. */
function isPermitted(sim: Sim, url: string): boolean {
  const { domains = [] } = sim.manifest.requiredPermissions.network ?? {};
  if (domains === 'all' || !sim.rules('N1')) return true;
  return domains.some((domain) => url === domain || url.startsWith(`${domain}/`));
}

function headersOf(sim: Sim): Record<string, string> {
  if (sim.rules('N2')) return { Origin: ORIGIN };
  return { Origin: 'https://plugin.example', 'Sec-Fetch-Site': 'cross-site' };
}

function requestClass(sim: Sim): new () => object {
  return class UxpRequest {
    responseType = '';
    withCredentials = false;
    timeout = 0;
    readyState = 0;
    status = 0;
    response: unknown = null;
    responseURL = '';
    readonly upload: { onprogress: Notice } = { onprogress: null };
    onreadystatechange: Notice = null;
    onprogress: Notice = null;
    onload: Notice = null;
    onerror: Notice = null;
    onabort: Notice = null;
    #method = 'GET';
    #url = '';
    #headers: Record<string, string> = {};
    #answer: IncomingMessage | null = null;
    #call: ClientRequest | null = null;
    #isOver = false;

    open(method: string, url: string): void {
      this.#method = method;
      this.#url = url;
      this.#enter(1);
    }

    setRequestHeader(name: string, value: string): void {
      this.#headers[name] = value;
    }

    getResponseHeader(name: string): string | null {
      const value = this.#answer?.headers[name.toLowerCase()];
      return value === undefined ? null : String(value);
    }

    send(body?: unknown): void {
      const isBuffer = Object.prototype.toString.call(body) === '[object ArrayBuffer]';
      if (body !== undefined && typeof body !== 'string' && !isBuffer && sim.rules('N4')) {
        throw errorOf(sim, 'the body is neither a text nor an ArrayBuffer');
      }
      const bytes =
        typeof body === 'string' ? Buffer.from(body) : Buffer.from((body ?? []) as ArrayBuffer);
      this.#ask(this.#method, this.#url, body === undefined ? null : Buffer.from(bytes), 0);
    }

    abort(): void {
      if (this.#isOver || !sim.rules('N5')) return;
      this.#isOver = true;
      this.#call?.destroy();
      this.readyState = 0;
      this.status = 0;
      tell(this.onabort);
    }

    #enter(state: number): void {
      this.readyState = state;
      tell(this.onreadystatechange);
    }

    #fail(): void {
      if (this.#isOver) return;
      this.#isOver = true;
      this.status = 0;
      tell(this.onerror, { type: 'error' });
    }

    #ask(method: string, url: string, body: Buffer | null, redirects: number): void {
      if (!isPermitted(sim, url) || !/^http:/.test(url)) {
        setImmediate(() => this.#fail());
        return;
      }
      const length = body === null ? {} : { 'Content-Length': String(body.length) };
      const headers = { ...headersOf(sim), ...this.#headers, ...length };
      const call = request(url, { method, headers, agent: false });
      this.#call = call;
      call.on('error', () => this.#fail());
      call.on('response', (answer) => {
        const { statusCode = 0, headers: answered } = answer;
        const isSentOn = statusCode >= 300 && statusCode < 400 && answered.location !== undefined;
        if (!isSentOn || redirects >= MOST_REDIRECTS || !sim.rules('N3')) {
          this.#take(answer, url);
          return;
        }
        answer.resume();
        const next = new URL(answered.location ?? '', url).href;
        const keeps = statusCode === 307 || statusCode === 308;
        this.#ask(keeps ? method : 'GET', next, keeps ? body : null, redirects + 1);
      });
      this.#write(call, body ?? Buffer.alloc(0), 0);
    }

    #write(call: ClientRequest, body: Buffer, from: number): void {
      if (from >= body.length) {
        call.end();
        return;
      }
      call.write(body.subarray(from, from + PIECE), (error) => {
        if (error || this.#isOver) return;
        if (sim.rules('N5')) tell(this.upload.onprogress, { loaded: from + PIECE });
        this.#write(call, body, from + PIECE);
      });
    }

    #take(answer: IncomingMessage, url: string): void {
      if (this.#isOver) return;
      this.#answer = answer;
      this.status = answer.statusCode ?? 0;
      this.responseURL = url;
      this.#enter(2);
      const parts: Buffer[] = [];
      let loaded = 0;
      answer.on('data', (part: Buffer) => {
        if (this.#isOver) return;
        parts.push(part);
        loaded += part.length;
        this.readyState = 3;
        if (sim.rules('N5')) tell(this.onprogress, { loaded });
      });
      answer.on('aborted', () => this.#fail());
      answer.on('end', () => {
        if (this.#isOver || !answer.complete) return;
        this.#isOver = true;
        this.response = bufferOf(sim, Buffer.concat(parts));
        this.#enter(4);
        tell(this.onload);
      });
    }
  };
}

function socketClass(sim: Sim): new (url: string, protocols?: unknown) => object {
  return class UxpSocket {
    binaryType = 'blob';
    readyState = 0;
    onopen: Notice = null;
    onmessage: Notice = null;
    onclose: Notice = null;
    onerror: Notice = null;
    readonly #socket: NodeSocket | null = null;

    constructor(url: string, protocols?: unknown) {
      if (typeof protocols === 'object' && !Array.isArray(protocols) && sim.rules('N6')) {
        throw errorOf(sim, 'protocols are a text, or a list of texts');
      }
      if (!isPermitted(sim, url)) {
        setImmediate(() => this.#close());
        return;
      }
      const socket = new NodeSocket(url, { headers: headersOf(sim) });
      this.#socket = socket;
      socket.on('open', () => {
        this.readyState = 1;
        tell(this.onopen);
      });
      socket.on('message', (data: Buffer, isBinary) => {
        tell(this.onmessage, { data: isBinary ? bufferOf(sim, data) : data.toString() });
      });
      socket.on('error', () => tell(this.onerror, { type: 'error' }));
      socket.on('close', () => this.#close());
    }

    send(text: string): void {
      if (this.readyState !== 1) throw errorOf(sim, 'the socket is not open');
      this.#socket?.send(text);
    }

    close(): void {
      this.readyState = 2;
      this.#socket?.terminate();
    }

    #close(): void {
      this.readyState = 3;
      tell(this.onclose, { code: 1006 });
    }
  };
}

function tell(listener: Notice, event: unknown = {}): void {
  listener?.(event as never);
}

/** A copy in the plugin's realm. */
function bufferOf(sim: Sim, bytes: Uint8Array): ArrayBuffer {
  const buffer = new sim.realm.ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}
