import { socketUrl } from './address';
import type { ServerAccess } from './calls';
import { readFrame, type ServerFrame } from './frames';
import { readMessage, type ServerMessage } from './messages';
import type { OpenSocket } from './network';

/** `lost`: it was open and closed, and is opened again. `none`: it does not open here at all. */
export type SocketState = 'opening' | 'open' | 'lost' | 'none';

export interface SocketListener {
  /** `size`: as it came, characters. */
  onMessage(message: ServerMessage, size: number): void;
  /** `size`: as it came, bytes. */
  onFrame(frame: ServerFrame, size: number): void;
  onState(state: SocketState): void;
}

/** The socket of one run, opened again whenever it closes. */
export interface ServerSocket {
  readonly state: SocketState;
  /** Whom messages go to from now on, in the place of whoever it was before; null: nobody. */
  listen(to: SocketListener | null): void;
  close(): void;
}

/** Pauses before opening it again, milliseconds; the last one is repeated. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 10_000];

/** A socket that never opened so often never will: a proxy refuses it, or it wants a header. */
const MOST_FAILURES = 3;

/** Sent first, or it does not count: previews then tell whose they are. */
const FEATURE_FLAGS = JSON.stringify({
  type: 'feature_flags',
  data: { supports_preview_metadata: true },
});

export function openServerSocket(
  { address, network }: Pick<ServerAccess, 'address' | 'network'>,
  clientId: string,
): ServerSocket {
  const url = socketUrl(address, clientId);
  let listener: SocketListener | null = null;
  let state: SocketState = 'opening';
  let socket: OpenSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasOpened = false;
  let failures = 0;

  const enter = (next: SocketState): void => {
    if (next === state) return;
    state = next;
    listener?.onState(next);
  };
  const open = (): void => {
    socket = network.openSocket(url, {
      onOpen() {
        hasOpened = true;
        failures = 0;
        socket?.send(FEATURE_FLAGS);
        enter('open');
      },
      onText: (text) => listener?.onMessage(readMessage(text), text.length),
      onBytes: (bytes) => listener?.onFrame(readFrame(bytes), bytes.byteLength),
      onClose() {
        if (!hasOpened && failures + 1 >= MOST_FAILURES) {
          enter('none');
          return;
        }
        if (hasOpened) enter('lost');
        timer = setTimeout(open, PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]);
        failures++;
      },
    });
  };
  open();

  return {
    get state() {
      return state;
    },
    listen(to) {
      listener = to;
    },
    close() {
      clearTimeout(timer);
      listener = null;
      socket?.close();
    },
  };
}
