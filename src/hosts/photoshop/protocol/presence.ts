import { dropOldest } from './drop-oldest';
import type { Frame, HelloFrame, ReadyFrame } from './frame';
import type { BridgeLimits } from './limits';
import type { BridgeClock } from './bridge-port';

/** The other end, as it introduced itself. */
export interface Peer {
  readonly session: string;
  readonly role: string;
  readonly caps: readonly string[];
}

export type LossReason = 'silence' | 'restarted' | 'closed' | 'left';

export interface PresenceOptions {
  readonly clock: BridgeClock;
  readonly limits: BridgeLimits;
  /** Makes a new id for each of this end's sessions. */
  readonly newSession: () => string;
  readonly role: string;
  readonly caps: readonly string[];
}

export interface PresenceEvents {
  readonly post: (frame: Frame) => void;
  readonly onFound: (peer: Peer) => void;
  readonly onLost: (reason: LossReason) => void;
}

/** How many ended sessions are remembered, so that late frames of theirs are ignored. */
const MAX_RETIRED = 32;

/**
 * Unanswered announcements after which an end announces itself `PATIENCE` times less often: a panel may
 * stay closed for days, and an end that starts later announces itself.
 */
const EAGER_HELLOS = 40;
const PATIENCE = 10;

/** Finds the other end, and notices when it is gone. */
export class Presence {
  peer: Peer | null = null;
  /** Id of this end's session. */
  session: string;
  private readonly retired = new Set<string>();
  private heardAt: number;
  private helloAt = -Infinity;
  private unansweredHellos = 0;

  constructor(
    private readonly options: PresenceOptions,
    private readonly events: PresenceEvents,
  ) {
    this.session = options.newSession();
    this.heardAt = options.clock.now();
  }

  /** Whether a frame comes from this end itself or an ended session, or is not meant for this one. */
  isStrange(frame: Frame): boolean {
    if (frame.s === this.session || this.retired.has(frame.s)) return true;
    if (frame.k === 'hello') return false;
    return frame.t !== this.session || (frame.k !== 'ready' && frame.s !== this.peer?.session);
  }

  /** Notes that the peer is there now. */
  hear(): void {
    this.heardAt = this.options.clock.now();
  }

  onHello({ s }: HelloFrame): void {
    const isPeer = this.peer?.session === s;
    if (isPeer) this.hear();
    this.sayReady(s);
    if (!isPeer) this.sayHello();
  }

  onReady({ s, role, caps }: ReadyFrame): void {
    if (this.peer?.session === s) return;
    this.lose('restarted');
    // Sent first, so that the other end knows this session when its first message arrives.
    this.sayReady(s);
    this.unansweredHellos = 0;
    this.peer = { session: s, role, caps };
    this.events.onFound(this.peer);
  }

  lose(reason: LossReason): void {
    if (this.peer === null) return;
    // One that was only silent may speak again. Both sides then have to start anew, and what tells it
    // so is that it is spoken to by somebody new.
    if (reason === 'silence') this.session = this.options.newSession();
    else {
      this.retired.add(this.peer.session);
      dropOldest(this.retired, MAX_RETIRED);
    }
    this.peer = null;
    this.events.onLost(reason);
  }

  /** Announces this end if it is time to; returns when it is again. */
  greet(): number {
    const { clock, limits } = this.options;
    const everyMs = limits.helloMs * (this.unansweredHellos < EAGER_HELLOS ? 1 : PATIENCE);
    if (clock.now() >= this.helloAt + everyMs) {
      this.unansweredHellos++;
      this.sayHello();
    }
    return this.helloAt + everyMs;
  }

  /** Probes a silent peer, or gives it up; returns when to do so again. */
  probe(): number {
    const { clock, limits } = this.options;
    const silentMs = clock.now() - this.heardAt;
    if (silentMs >= limits.silenceMs) {
      this.lose('silence');
      return this.greet();
    }
    if (silentMs >= limits.pingMs && clock.now() >= this.helloAt + limits.pingMs) this.sayHello();
    const askAt = Math.max(this.heardAt, this.helloAt) + limits.pingMs;
    return Math.min(askAt, this.heardAt + limits.silenceMs);
  }

  private sayHello(): void {
    const { clock, role, caps } = this.options;
    this.helloAt = clock.now();
    this.events.post({ k: 'hello', s: this.session, role, caps });
  }

  private sayReady(to: string): void {
    const { role, caps } = this.options;
    this.events.post({ k: 'ready', s: this.session, t: to, role, caps });
  }
}
