import { delay } from '../../core/abort';
import { ServerError } from '../../core/errors';
import { endpointUrl, socketUrl } from '../../comfyui/address';
import type { ServerAccess } from '../../comfyui/calls';
import {
  explainSilence,
  type Obstacle,
  type PageFacts,
  type Silence,
} from '../../comfyui/explain-silence';
import { roundTrip, type RoundTrip } from '../../comfyui/round-trip';
import { PACE, type Pace } from '../../comfyui/prompt-watch';
import { openServer, type Server } from '../../comfyui/server';
import { openServerSocket, type ServerSocket } from '../../comfyui/server-socket';
import { uniqueWord } from '../../comfyui/unique';
import type { GraphKind } from './remote-graph';
import { OPTIONAL, surveyServer, type Survey } from './survey-server';

/** What a server is and has, as its test found. */
export interface ConnectedServer {
  readonly version: string | null;
  /** Name of its first device, which is the one that works. */
  readonly device: string | null;
  readonly memoryBytes: number | null;
  readonly freeBytes: number | null;
  /** `polling`: no steps and no previews will be seen. */
  readonly messages: 'socket' | 'polling';
  readonly speed: RoundTrip;
  /** null: it has no nodes for SUPIR. */
  readonly graph: GraphKind | null;
  readonly files: Survey['files'];
  /** Node classes beside a graph's own that it has. */
  readonly optional: readonly string[];
}

export type ConnectionOutcome =
  | { readonly outcome: 'connected'; readonly server: ConnectedServer }
  /** The page does not reach it, or may not read its answers. */
  | { readonly outcome: 'blocked'; readonly obstacle: Obstacle }
  /** It answers, and not as a server does that can be used. */
  | { readonly outcome: 'failed'; readonly error: ServerError };

/** How long a socket may take to open, milliseconds. */
const SOCKET_MS = 3000;
const KNOCK_MS = 5000;

/**
 * Tests a server from end to end, with pixels that are known and nothing of the person's.
 * @throws the signal's reason, and bugs
 */
export async function testConnection(
  access: ServerAccess,
  page: PageFacts,
  signal: AbortSignal,
  pace: Pace = PACE,
): Promise<ConnectionOutcome> {
  try {
    const server = await openServer(access, signal);
    return { outcome: 'connected', server: await inspected(server, pace, signal) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ServerError)) throw error;
    const isSilent = error.code === 'comfy-unreachable' || error.code === 'comfy-timeout';
    if (!isSilent && error.code !== 'comfy-refused') return { outcome: 'failed', error };
    // A page that may read its refusal, as none of another origin may, hears no more by listening.
    const silence = isSilent ? await listen(access, signal) : { knocked: true, socketOpens: false };
    return { outcome: 'blocked', obstacle: explainSilence(access.address, page, silence) };
  }
}

async function inspected(
  server: Server,
  pace: Pace,
  signal: AbortSignal,
): Promise<ConnectedServer> {
  const clientId = `supir-panel-${uniqueWord()}`;
  const socket = openServerSocket(server.access, clientId);
  try {
    const survey = await surveyServer(server, signal);
    const opens = settled(socket, signal);
    const speed = await roundTrip(server, socket, clientId, pace, signal);
    const [device] = server.stats.devices;
    return {
      version: server.version,
      device: device?.name ?? null,
      memoryBytes: device?.vram_total ?? null,
      freeBytes: device?.vram_free ?? null,
      messages: (await opens) ? 'socket' : 'polling',
      speed,
      graph: survey.maker?.kind ?? null,
      files: survey.files,
      optional: OPTIONAL.filter(survey.has),
    };
  } finally {
    socket.close();
  }
}

const LOOK_MS = 50;

async function settled(socket: ServerSocket, signal: AbortSignal): Promise<boolean> {
  for (let waited = 0; waited < SOCKET_MS && socket.state === 'opening'; waited += LOOK_MS) {
    await delay(LOOK_MS, signal);
  }
  return socket.state === 'open';
}

/** What is to be heard of a server whose answers are not. */
async function listen(access: ServerAccess, signal: AbortSignal): Promise<Silence> {
  const { address, network } = access;
  const [answersWithoutHeaders, knocked, socketOpens] = await Promise.all([
    answersBare(access, signal),
    network.knock(endpointUrl(address, 'api/system_stats'), KNOCK_MS),
    new Promise<boolean>((resolve) => {
      const end = (opens: boolean): void => {
        clearTimeout(timer);
        socket.close();
        resolve(opens);
      };
      const timer = setTimeout(() => end(false), SOCKET_MS);
      const ignore = (): void => undefined;
      const socket = network.openSocket(socketUrl(address, `supir-panel-${uniqueWord()}`), {
        onOpen: () => end(true),
        onText: ignore,
        onBytes: ignore,
        onClose: () => end(false),
      });
    }),
  ]);
  signal.throwIfAborted();
  return { knocked, socketOpens, answersWithoutHeaders };
}

/** Whether the header lines are what browsers ask the server about, in vain, before they send a call. */
async function answersBare(
  { address, headers, network }: ServerAccess,
  signal: AbortSignal,
): Promise<boolean> {
  if (headers.length === 0) return false;
  const url = endpointUrl(address, 'api/system_stats');
  const request = {
    method: 'GET',
    url,
    headers: [],
    maxBytes: 2 ** 20,
    timeoutMs: KNOCK_MS,
  } as const;
  return network.send(request, signal).then(
    () => true,
    () => false,
  );
}
