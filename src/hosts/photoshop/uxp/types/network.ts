/** The part of UXP's network that the plugin uses. */
export interface UxpNetwork {
  readonly XMLHttpRequest: new () => UxpRequest;
  readonly WebSocket: new (url: string) => UxpSocket;
}

/**
 * A call. Of the two that UXP has, `fetch` knows no redirect modes either, and this one is documented to
 * tell where an answer came from, to be aborted, and to say how much has arrived.
 */
export interface UxpRequest {
  responseType: string;
  withCredentials: boolean;
  readonly readyState: number;
  /** 0 before an answer, and after none. */
  readonly status: number;
  readonly response: unknown;
  /** After all redirects, which are followed; empty before an answer. */
  readonly responseURL: string;
  readonly upload: { onprogress: (() => void) | null };
  onreadystatechange: (() => void) | null;
  onprogress: ((event: { readonly loaded: number }) => void) | null;
  onload: (() => void) | null;
  onerror: ((event: unknown) => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  getResponseHeader(name: string): string | null;
  send(body?: ArrayBuffer): void;
  abort(): void;
}

/** A socket; it takes no headers. */
export interface UxpSocket {
  binaryType: string;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
  onerror: (() => void) | null;
  send(text: string): void;
  close(): void;
}
