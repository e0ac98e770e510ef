import type { Network, NetworkAnswer, NetworkRequest, OpenSocket } from '../comfyui/network';
import type { Remote } from '../rpc/remote';
import { moved } from '../rpc/transfer';

/** A `Network` as another thread calls it. A signal and a function cross only as arguments of their own. */
export interface NetworkService {
  send(request: NetworkRequest, signal: AbortSignal): Promise<NetworkAnswer>;
  knock(url: string, timeoutMs: number): Promise<boolean>;
  /**
   * Opens a socket, whose number the caller chooses. Settles when it has closed; the signal closes it.
   */
  socket(
    id: number,
    url: string,
    signal: AbortSignal,
    onOpen: () => void,
    onText: (text: string) => void,
    onBytes: (bytes: Uint8Array) => void,
  ): Promise<void>;
  /** Does nothing where the socket has closed. */
  sendText(id: number, text: string): void;
}

/** The side that has the network. */
export function networkService(network: Network): NetworkService {
  const sockets = new Map<number, OpenSocket>();
  return {
    send: (request, signal) => network.send(request, signal),
    knock: (url, timeoutMs) => network.knock(url, timeoutMs),
    socket: (id, url, signal, onOpen, onText, onBytes) =>
      new Promise((resolve) => {
        const end = (): void => {
          sockets.delete(id);
          resolve();
        };
        const socket = network.openSocket(url, {
          onOpen,
          onText,
          onBytes: (bytes) => onBytes(moved(bytes)),
          onClose: end,
        });
        sockets.set(id, socket);
        signal.addEventListener('abort', () => {
          socket.close();
          end();
        });
      }),
    sendText(id, text) {
      sockets.get(id)?.send(text);
    },
  };
}

/** The side that calls. */
export function networkThrough(remote: Remote<NetworkService>): Network {
  let sockets = 0;
  return {
    send: (request, signal) => remote.send(request, signal),
    knock: (url, timeoutMs) => remote.knock(url, timeoutMs),
    openSocket(url, events) {
      const id = ++sockets;
      const { signal, abort } = closing();
      const settled = (): void => {
        if (!signal.aborted) events.onClose();
      };
      remote
        .socket(
          id,
          url,
          signal,
          () => events.onOpen(),
          (text) => events.onText(text),
          (bytes) => events.onBytes(bytes),
        )
        .then(settled, settled);
      return {
        send: (text) => void remote.sendText(id, text).catch(() => undefined),
        close: abort,
      };
    },
  };
}

function closing(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
