import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createFaults, type Faults } from './http/faults';
import { createRecord, type Asked } from './http/record';
import { serve, type Site } from './http/serve';
import type { ComfyOptions, Persona, Switches } from './options';
import { DEFAULT_PERSONA, DEFAULT_SWITCHES } from './personas';
import { createPoints, type Points } from './points';
import { rulesWithout } from './rules';
import type { Machine } from './run/machine';
import { startMachine } from './run/start-machine';
import type { Sockets } from './socket/sockets';
import { createUpgrade } from './socket/upgrade';
import { createFolders, type Folders } from './state/folders';
import type { QueueItem } from './state/prompt-queue';

/** A ComfyUI server on this computer, and the person who runs it. */
export interface ComfyUI {
  /** With the path of the proxy, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly persona: Persona;
  /** Every request since the start, also across restarts. */
  readonly asked: readonly Asked[];
  forgetAsked(): void;
  /** Bytes over all connections, as the server counts them. */
  traffic(): { readonly received: number; readonly sent: number };
  readonly points: Points;
  readonly faults: Faults;
  readonly sockets: Sockets;
  readonly folders: Folders;
  change(switches: Partial<Switches>): void;
  /** Ids. */
  queue(): {
    readonly running: string | null;
    readonly pending: readonly string[];
    readonly history: readonly string[];
  };
  /** Every prompt that was put into the queue, the oldest first. */
  readonly prompts: readonly QueueItem[];
  /** What was made is made anew, as when memory ran short. */
  forgetCache(): void;
  /** The process dies: connections end without a word, and the port refuses. */
  kill(): Promise<void>;
  /** It comes back at the same port, with nothing in memory and an empty temp folder. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one; more than one can run at a time. */
export async function startComfyUI(options: ComfyOptions = {}): Promise<ComfyUI> {
  const persona: Persona = { ...DEFAULT_PERSONA, ...options };
  const rules = options.rules ?? rulesWithout();
  let switches: Switches = { ...DEFAULT_SWITCHES, ...options };
  const folders = createFolders(rules);
  const points = createPoints();
  const faults = createFaults(rules);
  const record = createRecord(rules('R29-recorded'));
  const traffic = createTraffic();
  const prompts: QueueItem[] = [];
  const start = (): Machine =>
    startMachine({
      persona,
      rules,
      folders,
      points,
      switches: () => switches,
      queued: (item) => void prompts.push(item),
    });
  let machine = start();
  const site: Site = { persona, rules, faults, record, machine: () => machine };
  let listening = await listen(site, traffic, persona.port);
  const { port } = listening;

  const kill = async (): Promise<void> => {
    if (rules('R24-forgets')) machine.die();
    else machine.sockets.cut();
    if (rules('R24-refused')) await listening.close();
  };
  return {
    url: `http://${persona.host.includes(':') ? `[${persona.host}]` : persona.host}:${port}${persona.basePath}`,
    port,
    persona,
    asked: record.asked,
    forgetAsked: record.clear,
    traffic: traffic.sum,
    points,
    faults,
    folders,
    prompts,
    get sockets() {
      return machine.sockets;
    },
    change(parts) {
      switches = { ...switches, ...parts };
    },
    queue: () => ({
      running: machine.queue.running?.id ?? null,
      pending: machine.queue.pending.map(({ id }) => id),
      history: [...machine.queue.history.keys()],
    }),
    forgetCache: () => machine.cache.clear(),
    kill,
    async revive() {
      if (rules('R24-forgets')) {
        folders.emptyTemp();
        machine = start();
      }
      if (rules('R24-refused')) listening = await listen(site, traffic, port);
    },
    async stop() {
      machine.die();
      await listening.close();
    },
  };
}

interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

async function listen(site: Site, traffic: Traffic, wanted: number): Promise<Listening> {
  const { persona } = site;
  const open = new Set<Socket>();
  const server: Server = createServer((request, response) => {
    response.on('error', () => undefined);
    void serve(site, request, response);
  });
  server.on('upgrade', createUpgrade(site));
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    traffic.count(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, persona.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

interface Traffic {
  count(socket: Socket): void;
  readonly sum: () => { readonly received: number; readonly sent: number };
}

function createTraffic(): Traffic {
  const sockets = new Set<Socket>();
  let [received, sent] = [0, 0];
  return {
    count(socket) {
      sockets.add(socket);
      socket.on('close', () => {
        received += socket.bytesRead;
        sent += socket.bytesWritten;
        sockets.delete(socket);
      });
    },
    sum() {
      const all = [...sockets];
      return {
        received: all.reduce((total, socket) => total + socket.bytesRead, received),
        sent: all.reduce((total, socket) => total + socket.bytesWritten, sent),
      };
    },
  };
}
