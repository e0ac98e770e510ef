import { decodeFrame, type FrameProblem } from './decode-frame';
import { encodeFrame } from './encode-frame';
import { bridgeLost } from './errors';
import type { Frame, HelloFrame, ReadyFrame } from './frame';
import { createIncoming } from './incoming';
import type { BridgeLimits } from './limits';
import type { Message } from './message';
import { createOutgoing } from './outgoing';
import type { BridgeClock, BridgePort, TimerId } from './port';

export interface Peer {
  readonly session: string;
  readonly role: string;
  readonly caps: readonly string[];
}

export interface TransportOptions {
  readonly port: BridgePort;
  readonly clock: BridgeClock;
  readonly limits: BridgeLimits;
  /** Makes a new id for each of this end's sessions. */
  readonly newSession: () => string;
  readonly role: string;
  readonly caps: readonly string[];
  /** Called with each complete message; must not throw. */
  readonly onMessage: (message: Message) => void;
  /** Called with a newly found peer, or null when it is lost; must not throw. */
  readonly onPeer: (peer: Peer | null) => void;
  /** Whether an answer is due, so that the other end's silence matters. */
  readonly isOwed: () => boolean;
}

export interface TransportStats {
  /** Number of received messages that were ignored, by reason. */
  readonly ignored: Readonly<Record<FrameProblem | 'stranger' | 'senseless', number>>;
  readonly retries: number;
  readonly openIn: number;
  readonly openInBytes: number;
  readonly openOut: number;
}

/** Messages to and from the other end, each delivered once or reported as not delivered. */
export interface Transport {
  readonly peer: Peer | null;
  /**
   * Sends a message; `delivered` settles once all of it has been acknowledged.
   *
   * @throws HostError `bridge-lost`, `bridge-too-large`
   */
  send(message: Message): { readonly delivered: Promise<void>; readonly drop: () => void };
  /** Starts watching for the other end's silence, since an answer is due now. */
  wake(): void;
  stats(): TransportStats;
  close(): void;
}

/** How many ended sessions are remembered, so that late frames of theirs are ignored. */
const MAX_RETIRED = 32;

/**
 * Unanswered announcements after which an end announces itself `PATIENCE` times less often: a panel may
 * stay closed for days, and an end that starts later announces itself.
 */
const EAGER_HELLOS = 40;
const PATIENCE = 10;

export function createTransport(options: TransportOptions): Transport {
  const { port, clock, limits, newSession, role, caps, onMessage, onPeer, isOwed } = options;
  const ignored = {
    foreign: 0,
    'too-long': 0,
    version: 0,
    checksum: 0,
    shape: 0,
    stranger: 0,
    senseless: 0,
  };
  const retired = new Set<string>();
  let session = newSession();
  let peer: Peer | null = null;
  let heardAt = clock.now();
  let helloAt = -Infinity;
  let unheard = 0;
  let timer: TimerId | null = null;
  let closed = false;
  let pumping = false;

  const post = (frame: Frame): void => {
    try {
      port.send(encodeFrame(frame));
    } catch {
      // This frame counts as lost: it is sent again, or the silence is noticed.
    }
  };

  const outgoing = createOutgoing(
    limits,
    () => clock.now(),
    (frame) => {
      if (peer !== null) post({ ...frame, s: session, t: peer.session });
    },
  );
  const incoming = createIncoming(limits, {
    ack: (n, i) => peer && post({ k: 'ack', s: session, t: peer.session, n, i }),
    refuse: (n, why) => peer && post({ k: 'refuse', s: session, t: peer.session, n, why }),
    onMessage,
  });

  const sayHello = (): void => {
    helloAt = clock.now();
    post({ k: 'hello', s: session, role, caps });
  };

  const retire = (id: string): void => {
    retired.add(id);
    const oldest = retired.values().next();
    if (retired.size > MAX_RETIRED && oldest.done !== true) retired.delete(oldest.value);
  };

  const lose = (reason: 'silence' | 'restarted' | 'closed' | 'left'): void => {
    if (peer === null) return;
    // One that was only silent may speak again. Both sides then have to start anew, and what tells it
    // so is that it is spoken to by somebody new.
    if (reason === 'silence') session = newSession();
    else retire(peer.session);
    peer = null;
    outgoing.reset(bridgeLost(reason));
    incoming.reset();
    onPeer(null);
  };

  const meet = ({ s, role: itsRole, caps: itsCaps }: ReadyFrame | HelloFrame): void => {
    if (peer?.session === s) return;
    lose('restarted');
    // Sent first, so that the other end knows this session when its first message arrives.
    post({ k: 'ready', s: session, t: s, role, caps });
    unheard = 0;
    peer = { session: s, role: itsRole, caps: itsCaps };
    onPeer(peer);
  };

  const onFrame = (frame: Frame): boolean => {
    if (frame.s === session) return false;
    if (retired.has(frame.s)) return false;
    if (frame.k === 'hello') {
      if (peer?.session === frame.s) heardAt = clock.now();
      post({ k: 'ready', s: session, t: frame.s, role, caps });
      if (peer?.session !== frame.s) sayHello();
      return true;
    }
    if (frame.t !== session) return false;
    if (frame.k === 'ready') {
      heardAt = clock.now();
      meet(frame);
      return true;
    }
    if (peer?.session !== frame.s) return false;
    heardAt = clock.now();
    switch (frame.k) {
      case 'bye':
        lose('left');
        return true;
      case 'ack':
        outgoing.onAck(frame.n, frame.i);
        return true;
      case 'refuse':
        outgoing.onRefuse(frame.n);
        return true;
      case 'chunk':
        return note(incoming.onChunk(frame));
      case 'drop':
        return note(incoming.onDrop(frame));
      case 'req':
      case 'res':
      case 'evt':
      case 'abort':
        return note(incoming.onHead(frame));
    }
  };

  const note = (sense: boolean): true => {
    if (!sense) ignored.senseless++;
    return true;
  };

  const unlisten = port.onMessage((data) => {
    if (closed) return;
    const decoded = decodeFrame(data, limits);
    if (!decoded.ok) ignored[decoded.problem]++;
    else if (!onFrame(decoded.frame)) ignored.stranger++;
    pump();
  });

  const pump = (): void => {
    if (closed || pumping) return;
    pumping = true;
    if (timer !== null) clock.clearTimeout(timer);
    timer = null;
    const dueAt = peer === null ? greet() : attend();
    pumping = false;
    if (dueAt !== null) {
      timer = clock.setTimeout(
        () => {
          timer = null;
          pump();
        },
        Math.max(1, dueAt - clock.now()),
      );
    }
  };

  const greet = (): number => {
    const everyMs = limits.helloMs * (unheard < EAGER_HELLOS ? 1 : PATIENCE);
    if (clock.now() >= helloAt + everyMs) {
      unheard++;
      sayHello();
    }
    return helloAt + everyMs;
  };

  const attend = (): number | null => {
    const retryAt = outgoing.pump();
    if (!isOwed() && outgoing.open === 0) return retryAt;
    const silentMs = clock.now() - heardAt;
    if (silentMs >= limits.silenceMs) {
      lose('silence');
      return greet();
    }
    if (silentMs >= limits.pingMs && clock.now() >= helloAt + limits.pingMs) sayHello();
    const askAt = Math.max(heardAt, helloAt) + limits.pingMs;
    const lostAt = heardAt + limits.silenceMs;
    return Math.min(retryAt ?? Infinity, askAt, lostAt);
  };

  const watchFromNow = (): void => {
    // Silence while no answer was due does not count.
    if (!isOwed() && outgoing.open === 0) heardAt = clock.now();
  };

  pump();

  return {
    get peer() {
      return peer;
    },
    send(message) {
      if (peer === null) throw bridgeLost(closed ? 'closed' : 'silence');
      watchFromNow();
      const { delivered, drop } = outgoing.send(message);
      pump();
      return {
        delivered,
        drop: () => {
          drop();
          pump();
        },
      };
    },
    wake: pump,
    stats: () => ({
      ignored: { ...ignored },
      retries: outgoing.retries,
      openIn: incoming.openMessages,
      openInBytes: incoming.openBytes,
      openOut: outgoing.open,
    }),
    close() {
      if (closed) return;
      if (peer !== null) post({ k: 'bye', s: session, t: peer.session });
      lose('closed');
      closed = true;
      if (timer !== null) clock.clearTimeout(timer);
      unlisten();
    },
  };
}
