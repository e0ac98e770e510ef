import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Hostile {
  readonly url: string;
  readonly asked: readonly IncomingMessage[];
  readonly server: Server;
}

const servers: Server[] = [];

/** A server that answers as it likes, and what it was asked; call `stopHostile` after each test. */
export async function hostile(answer: RequestListener): Promise<Hostile> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, server };
}

/** All of them are off. */
export async function stopHostile(): Promise<void> {
  const closed = servers.splice(0).map(
    (server) =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  await Promise.all(closed);
}
