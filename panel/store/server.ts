import type { PackedError } from '../../src/core/errors';
import type {
  RemoteAccess,
  SentRun,
  ServerRoute,
  TestOutcome,
} from '../../src/engine/remote-engine';
import type { HeaderLine } from '../../src/comfyui/header-lines';
import type { Obstacle, WayToServer } from '../../src/comfyui/explain-silence';
import type { GraphKind } from '../../src/restore/remote/remote-graph';
import type { ConnectedServer } from '../../src/restore/remote/test-connection';

export type { ConnectedServer, Obstacle, ServerRoute, WayToServer };

/** Time of a step that a server has needed. */
export interface ServerSpeed {
  /** As `RemoteReport` names what takes the same time. */
  readonly shape: string;
  readonly stepMs: number;
}

/** What decides about what a server does otherwise than this computer. */
interface FoundNodes extends Pick<ConnectedServer, 'optional'> {
  readonly graph: GraphKind;
}

/**
 * The person's server as this device remembers it. Headers are secrets: they go to the origin of the
 * address and nowhere else, and are in no text that leaves the panel.
 */
export interface ServerSettings {
  /** As typed; empty: none. */
  readonly address: string;
  readonly headers: readonly HeaderLine[];
  /** The person lets the headers cross a network that others can listen to. */
  readonly isOpenAllowed: boolean;
  /** As the person chose, or a test found that `auto` has to be: directly, and where that fails by the relay. */
  readonly route: ServerRoute | 'auto';
  /** Names out of the server's lists; null: none was chosen. */
  readonly supir: string | null;
  readonly sdxl: string | null;
  /** Nodes that a test has found there; null: none for SUPIR, or it was not tested. */
  readonly nodes: FoundNodes | null;
  /** Origins to which the person lets pictures go. */
  readonly accepted: readonly string[];
  /** Newest first. */
  readonly speeds: readonly ServerSpeed[];
  /** A run that was not heard of to its end; null: none. */
  readonly sent: (SentRun & { readonly origin: string }) | null;
}

/** What belongs to one origin, and goes with it. */
export const OF_NO_ORIGIN = {
  headers: [],
  isOpenAllowed: false,
  route: 'auto',
  supir: null,
  sdxl: null,
  nodes: null,
} as const;

export const NO_SERVER_SETTINGS: ServerSettings = {
  address: '',
  ...OF_NO_ORIGIN,
  accepted: [],
  speeds: [],
  sent: null,
};

export type ServerTest =
  | { readonly state: 'untested' }
  | { readonly state: 'testing' }
  | { readonly state: 'tested'; readonly outcome: TestOutcome };

export type ServerConnection = 'socket' | 'polling' | 'lost';

/** What only a run on a server has, as it was heard last. */
export interface ServerRun {
  /** Prompts of the whole server that come before; null: ours does not wait. */
  readonly ahead: number | null;
  readonly connection: ServerConnection | null;
  /** An earlier try had sent it. */
  readonly isFound: boolean;
  /** The server was started anew: the prompt was sent once more. */
  readonly isAgain: boolean;
  /** Time of a step by earlier runs of this shape, milliseconds; null: there was none. */
  readonly stepMs: number | null;
  readonly upload: { readonly doneBytes: number; readonly totalBytes: number } | null;
}

export const NOTHING_HEARD: ServerRun = {
  ahead: null,
  connection: null,
  isFound: false,
  isAgain: false,
  stepMs: null,
  upload: null,
};

/** A run that was called off here and not yet there, or of which that is not known. */
export interface Stopping {
  /** Of its request. */
  readonly id: string;
  readonly state: 'waiting' | 'unknown';
}

export interface ServerState {
  readonly settings: ServerSettings;
  readonly test: ServerTest;
  /** Why the last header line was not taken; null: it was. */
  readonly headerError: PackedError | null;
  readonly run: ServerRun;
  /** Whether the server that this page comes from passes calls on, as far as a test has found. */
  readonly hasRelay: boolean;
  /** The last run that was called off; null: it is over. */
  readonly stopping: Stopping | null;
  /** Whether `settings.sent` is of an earlier visit. */
  readonly isSentEarlier: boolean;
}

export function serverState(settings: ServerSettings): ServerState {
  return {
    settings,
    test: { state: 'untested' },
    headerError: null,
    run: NOTHING_HEARD,
    hasRelay: false,
    stopping: null,
    isSentEarlier: settings.sent !== null,
  };
}

export const NO_SERVER: ServerState = serverState(NO_SERVER_SETTINGS);

export function accessOf({ address, headers, route }: ServerSettings): RemoteAccess {
  return { address, headers, route: route === 'relay' ? 'relay' : 'direct' };
}

/** Most header lines: as many as `parseHeaderLines` takes. */
export const MAX_HEADERS = 8;
/** Most speeds and accepted origins that are remembered. */
export const MAX_REMEMBERED = 32;
