import type { HeaderLine } from './header-lines';

/** One call of a server. Plain data, so that another realm can make it. */
export interface NetworkRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** The person's own; the address is of the origin that they are for. */
  readonly headers: readonly HeaderLine[];
  readonly contentType?: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** An answer that is larger is refused before it is in memory. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface NetworkAnswer {
  readonly status: number;
  /** In lower case, without parameters; empty where the server sent none. */
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface SocketEvents {
  onOpen(): void;
  onText(text: string): void;
  onBytes(bytes: Uint8Array): void;
  /** Once, also where it never opened; nothing comes after it. */
  onClose(): void;
}

export interface OpenSocket {
  send(text: string): void;
  /** After it no event comes, not even `onClose`. */
  close(): void;
}

/**
 * The way to a server: the page's own network, a worker's, or that of Photoshop's plugin behind its
 * bridge. Headers of the person go to the origin of the request and nowhere else.
 */
export interface Network {
  /**
   * @throws ServerError `comfy-unreachable`, `comfy-redirected`, `comfy-answer-too-large`,
   *   `comfy-timeout`
   * @throws the signal's reason once it is aborted
   */
  send(request: NetworkRequest, signal: AbortSignal): Promise<NetworkAnswer>;
  openSocket(url: string, events: SocketEvents): OpenSocket;
  /**
   * Whether anything answers at this address at all, though its answer may not be read: a server that
   * is off is told from one that refuses. Without headers.
   */
  knock(url: string, timeoutMs: number): Promise<boolean>;
}
