import { WebSocket } from 'ws';
import { until } from '../../../support/wait';

/** A message or a frame. */
export interface Heard {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Bytes of a frame; null: a message. */
  readonly frame: Buffer | null;
}

/** A client's socket. */
export interface Ear {
  readonly heard: readonly Heard[];
  types(): readonly string[];
  of(type: string): readonly Heard[];
  frames(kind: number): readonly Buffer[];
  /** When such a message has come. */
  waitFor(type: string, fits?: (data: Heard['data']) => boolean): Promise<Heard>;
  send(data: unknown): void;
  close(): void;
  /** The code that the socket was closed with. */
  readonly closed: Promise<number>;
}

export interface EarOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

export const FLAGS = { type: 'feature_flags', data: { supports_preview_metadata: true } };

function heardFrom(data: Buffer, binary: boolean): Heard {
  if (binary)
    return { type: `frame ${data.readUIntBE(0, Math.min(4, data.length))}`, data: {}, frame: data };
  const message = JSON.parse(data.toString()) as Omit<Heard, 'frame'>;
  return { ...message, frame: null };
}

/** Opens a socket and waits for the greeting. Rejects with the status when it is refused. */
export async function listen(
  url: string,
  clientId: string,
  { headers = {} }: EarOptions = {},
): Promise<Ear> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws?clientId=${clientId}`, {
    headers: { ...headers },
  });
  const heard: Heard[] = [];
  socket.on('message', (data: Buffer, binary) => void heard.push(heardFrom(data, binary)));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  const ear: Ear = {
    heard,
    types: () => heard.map(({ type }) => type),
    of: (type) => heard.filter((one) => one.type === type),
    frames: (kind) =>
      heard.flatMap(({ type, frame }) =>
        frame !== null && type === `frame ${kind}` ? [frame] : [],
      ),
    waitFor: (type, fits = () => true) =>
      until(() => heard.find((one) => one.type === type && fits(one.data))),
    send: (data) => socket.send(JSON.stringify(data)),
    close: () => socket.close(),
    closed,
  };
  await ear.waitFor('status');
  return ear;
}
