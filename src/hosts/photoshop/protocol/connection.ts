import { bridgeLost, bridgeTimeout } from './errors';
import { isObject, type Fields, type Json } from './parse';
import type { Message, Parcel } from './message';
import type { Peer } from './presence';
import { Requester, type RequestOptions } from './requester';
import { Responder, type Handler } from './responder';
import { Transport, type TransportOptions, type TransportStats } from './transport';

export interface ConnectionOptions extends Pick<
  TransportOptions,
  'port' | 'clock' | 'limits' | 'newSession' | 'role' | 'caps' | 'onPeer'
> {
  readonly handlers: Readonly<Record<string, Handler>>;
  readonly onEvent: (name: string, value: unknown) => void;
}

/** Requests, answers and events between the page and the plugin. */
export class Connection {
  private readonly transport: Transport;
  private readonly requester: Requester;
  private readonly responder: Responder;
  private readonly waitingForPeer = new Set<(peer: Peer | null) => void>();

  constructor(private readonly options: ConnectionOptions) {
    this.transport = new Transport({
      ...options,
      isOwed: () => this.requester.isOwed,
      onMessage: (message) => this.receive(message),
      onPeer: (peer) => {
        if (peer === null) this.forget();
        else this.tellWaiting(peer);
        options.onPeer(peer);
      },
    });
    this.requester = new Requester(this.transport, options.clock);
    this.responder = new Responder(this.transport, options.handlers);
  }

  get peer(): Peer | null {
    return this.transport.peer;
  }

  /**
   * Resolves as soon as the other end is there.
   *
   * @throws HostError `bridge-timeout`, `bridge-lost`
   */
  ready(timeoutMs: number): Promise<Peer> {
    const { clock } = this.options;
    if (this.peer !== null) return Promise.resolve(this.peer);
    return new Promise((resolve, reject) => {
      const arrived = (peer: Peer | null): void => {
        clock.clearTimeout(timer);
        if (peer === null) reject(bridgeLost('closed'));
        else resolve(peer);
      };
      const timer = clock.setTimeout(() => {
        this.waitingForPeer.delete(arrived);
        reject(bridgeTimeout('hello', timeoutMs));
      }, timeoutMs);
      this.waitingForPeer.add(arrived);
    });
  }

  /**
   * Asks the other end for something.
   *
   * @throws RemoteError what the other end threw; HostError `bridge-lost`, `bridge-timeout`,
   *   `bridge-too-large`, `bridge-protocol`; an error named `AbortError` after a cancel
   */
  request(method: string, params: Json, options: RequestOptions = {}): Promise<Parcel> {
    return this.requester.request(method, params, options);
  }

  /** Sends an event; resolves to whether it has arrived, which it does not where nobody is there. */
  notify(name: string, value: Json): Promise<boolean> {
    const body = JSON.stringify({ name, value });
    return this.transport.trySend({ kind: 'evt', body, blobs: [] });
  }

  stats(): TransportStats {
    return this.transport.stats();
  }

  close(): void {
    this.transport.close();
    this.forget();
    this.tellWaiting(null);
  }

  private receive({ kind, body, blobs }: Message): void {
    const fields = parse(body);
    if (fields === null) return;
    const { name, value } = fields;
    if (kind === 'req') this.responder.accept(fields, blobs);
    else if (kind === 'res') this.requester.accept(fields, blobs);
    else if (kind === 'abort') this.responder.takeBack(fields);
    else if (typeof name === 'string') this.options.onEvent(name, value);
  }

  private forget(): void {
    this.requester.failAll(bridgeLost('restarted'));
    this.responder.forget();
  }

  private tellWaiting(peer: Peer | null): void {
    const waiting = [...this.waitingForPeer];
    this.waitingForPeer.clear();
    for (const tell of waiting) tell(peer);
  }
}

function parse(body: string): Fields | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
