import type { HistoryEntry } from './answers';
import type { ServerFrame } from './frames';
import type { ServerFile } from './graph';
import type { NodeFailure, ServerMessage } from './messages';
import { failureOf } from './node-failure';
import type { OnPromptNews, PromptNews } from './prompt-news';
import type { PromptState } from './prompt-state';
import { runInterrupted, runRemoved } from './run-errors';
import type { SocketState } from './server-socket';
import { createWakingTime } from './waking-time';

/** How a prompt ended. `restarted`: the server forgot it with everything else. */
export type PromptEnd =
  | { readonly end: 'done'; readonly files: ReadonlyMap<string, ServerFile> }
  | { readonly end: 'restarted' };

/** Pauses, milliseconds. */
export interface Pace {
  /** Between questions where the socket is silent: it may be deaf. */
  readonly silenceMs: number;
  /** Between questions where there is no socket. */
  readonly pollMs: number;
  /** How long a server may be silent altogether. */
  readonly patienceMs: number;
  /** … while a prompt is being stopped. */
  readonly stopSilenceMs: number;
}

export const PACE: Pace = {
  silenceMs: 5000,
  pollMs: 1000,
  patienceMs: 5 * 60_000,
  stopSilenceMs: 2 * 60_000,
};

/** After the word that all went well the server still writes down what came out. */
const WRITING_MS = 10_000;
const SOON_MS = 250;
const UNKNOWN_AGAIN_MS = 1000;

export type Heard =
  | { readonly kind: 'message'; readonly message: ServerMessage }
  | { readonly kind: 'frame'; readonly frame: ServerFrame }
  | { readonly kind: 'state'; readonly state: SocketState };

type Connection = Extract<PromptNews, { readonly type: 'connection' }>['state'];

/** Of whom it is, and whom it tells. */
export interface Watched {
  readonly id: string;
  readonly socket: { readonly state: SocketState };
  readonly pace: Pace;
  readonly onNews: OnPromptNews;
}

/** All that is known of one prompt: what is heard and what is learnt by asking make one picture. */
export interface PromptWatch {
  /** When to ask next, as `performance.now` counts, which nobody sets back. */
  readonly lookAt: number;
  /** Whether the server has written down that it is over. */
  readonly isOver: boolean;
  hear(heard: Heard): void;
  /**
   * null: it goes on.
   * @throws ServerError for a run that failed, was interrupted or removed, and for a server that is
   *   silent for too long
   */
  learn(state: PromptState): PromptEnd | null;
}

export function createWatch({ id, socket, pace, onNews }: Watched): PromptWatch {
  const { silenceMs, pollMs, patienceMs } = pace;
  let lookAt = performance.now();
  let isRunning = false;
  let isOver = false;
  let ahead: number | null = null;
  let finishedAt: number | null = null;
  let failure: NodeFailure | null = null;
  let unknowns = 0;
  let silence: (() => number) | null = null;
  let wasSilent = false;
  let connection: Connection | null = null;
  let current: string | null = null;
  const files = new Map<string, ServerFile>();

  const pause = (): number => (socket.state === 'open' ? silenceMs : pollMs);
  const look = (inMs: number): void => {
    lookAt = Math.min(lookAt, performance.now() + inMs);
  };
  const connected = (state: Connection): void => {
    if (state === connection) return;
    connection = state;
    onNews({ type: 'connection', state });
  };
  const started = (): void => {
    if (isRunning) return;
    isRunning = true;
    onNews({ type: 'started' });
  };
  const entered = (node: string): void => {
    started();
    if (node === current) return;
    current = node;
    onNews({ type: 'node', node });
  };
  const progressed = (node: string, value: number, max: number): void => {
    entered(node);
    if (max > 0) onNews({ type: 'progress', node, value: Math.min(value, max), max });
  };
  const heardMessage = (message: ServerMessage): void => {
    if ('promptId' in message && message.promptId !== null && message.promptId !== id) return;
    if (message.type !== 'status' && 'promptId' in message) lookAt = performance.now() + pause();
    switch (message.type) {
      case 'status':
        if (!isRunning) look(SOON_MS);
        return;
      case 'execution_start':
        started();
        return;
      case 'execution_cached':
        onNews({ type: 'cached', nodes: message.nodes });
        return;
      case 'executing':
        // Without an id it is what a server says to who comes back.
        if (message.promptId === null || message.node === null) look(0);
        else entered(message.node);
        return;
      case 'progress_state':
        for (const node of message.nodes) {
          if (node.state === 'running') progressed(node.node, node.value, node.max);
        }
        return;
      case 'progress': {
        const node = message.node ?? current;
        if (node !== null) progressed(node, message.value, message.max);
        return;
      }
      case 'executed': {
        const [file] = message.images;
        if (file !== undefined) files.set(message.node, file);
        return;
      }
      case 'execution_success':
        finishedAt = performance.now();
        look(SOON_MS);
        return;
      case 'execution_error':
        failure = message.failure;
        look(SOON_MS);
        return;
      case 'execution_interrupted':
        look(SOON_MS);
        return;
      case 'feature_flags':
      case 'unknown':
      case 'malformed':
        return;
    }
  };

  return {
    get lookAt() {
      return lookAt;
    },
    get isOver() {
      return isOver;
    },
    hear(heard: Heard): void {
      if (heard.kind === 'message') heardMessage(heard.message);
      else if (heard.kind === 'state') {
        if (heard.state === 'open') connected('socket');
        if (heard.state === 'none') connected('polling');
        if (heard.state !== 'opening') look(0);
      } else if (heard.frame.kind === 'preview') {
        const { promptId, format, bytes } = heard.frame;
        // A frame without an id may be anybody's: of runs that no client has asked for.
        if (promptId === id || (promptId === null && isRunning)) {
          onNews({ type: 'preview', format, bytes });
        }
      }
    },
    learn(state: PromptState): PromptEnd | null {
      const now = performance.now();
      lookAt = now + pause();
      if (state.state !== 'unknown') unknowns = 0;
      if (state.state !== 'unreachable') {
        silence = null;
        if (socket.state === 'open') connected('socket');
        else if (connection !== null) connected('polling');
      }
      switch (state.state) {
        case 'waiting':
          if (state.ahead !== ahead) onNews({ type: 'waiting', ahead: state.ahead });
          ahead = state.ahead;
          return null;
        case 'running':
          started();
          return null;
        case 'done':
          return { end: 'done', files: filesOf(state.outputs, files) };
        case 'failed':
          isOver = true;
          throw failureOf(failure ?? state.failure);
        case 'interrupted':
          isOver = true;
          throw runInterrupted();
        case 'unreachable':
          wasSilent = true;
          silence ??= createWakingTime();
          connected('lost');
          if (silence() > patienceMs) throw state.error;
          lookAt = now + pollMs;
          return null;
        case 'unknown':
          if (finishedAt !== null && now - finishedAt < WRITING_MS) {
            lookAt = now + SOON_MS;
            return null;
          }
          unknowns++;
          lookAt = now + UNKNOWN_AGAIN_MS;
          if (unknowns < 2) return null;
          if (failure !== null) throw failureOf(failure);
          if (finishedAt !== null && files.size > 0) return { end: 'done', files };
          if (wasSilent) return { end: 'restarted' };
          throw runRemoved();
      }
    },
  };
}

/** The first picture of each node, as written down, else as it was told. */
function filesOf(
  outputs: HistoryEntry['outputs'],
  told: ReadonlyMap<string, ServerFile>,
): ReadonlyMap<string, ServerFile> {
  const files = new Map(told);
  for (const [node, images] of Object.entries(outputs)) {
    const [file] = images ?? [];
    if (file !== undefined) files.set(node, file);
  }
  return files;
}
