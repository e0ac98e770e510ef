import { decodeFrame, type FrameProblem } from './decode-frame';
import { encodeFrame, type Frame } from './frame';
import { bridgeLost } from './errors';
import { Incoming } from './incoming';
import type { Message } from './message';
import { Outgoing, type Delivery, type Unaddressed } from './outgoing';
import type { BridgePort, TimerId } from './bridge-port';
import { Presence, type Peer, type PresenceOptions } from './presence';

export interface TransportOptions extends PresenceOptions {
  readonly port: BridgePort;
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
export class Transport {
  private readonly ignored = {
    foreign: 0,
    'too-long': 0,
    version: 0,
    checksum: 0,
    shape: 0,
    stranger: 0,
    senseless: 0,
  };
  private readonly presence: Presence;
  private readonly outgoing: Outgoing;
  private readonly incoming: Incoming;
  private readonly unlisten: () => void;
  private timer: TimerId | null = null;
  private pumping = false;
  private closed = false;

  constructor(private readonly options: TransportOptions) {
    const { port, clock, limits, onMessage, onPeer } = options;
    this.presence = new Presence(options, {
      post: (frame) => this.post(frame),
      onFound: onPeer,
      onLost: (reason) => {
        this.outgoing.reset(bridgeLost(reason));
        this.incoming.reset();
        onPeer(null);
      },
    });
    this.outgoing = new Outgoing(
      limits,
      () => clock.now(),
      (frame) => this.postToPeer(frame),
    );
    this.incoming = new Incoming(limits, {
      ack: (n, i) => this.postToPeer({ k: 'ack', n, i }),
      refuse: (n, why) => this.postToPeer({ k: 'refuse', n, why }),
      onMessage,
    });
    this.unlisten = port.onMessage((data) => this.receive(data));
    this.pump();
  }

  get peer(): Peer | null {
    return this.presence.peer;
  }

  /** @throws HostError `bridge-lost`, `bridge-too-large` */
  send(message: Message): Delivery {
    if (this.peer === null) throw bridgeLost(this.closed ? 'closed' : 'silence');
    // Silence while no answer was due does not count.
    if (!this.isWaiting()) this.presence.hear();
    const { delivered, drop } = this.outgoing.send(message);
    this.pump();
    return {
      delivered,
      drop: () => {
        drop();
        this.pump();
      },
    };
  }

  /** Sends a message whose loss is noticed elsewhere; resolves to whether it has arrived. */
  async trySend(message: Message): Promise<boolean> {
    if (this.peer === null) return false;
    return this.send(message).delivered.then(
      () => true,
      () => false,
    );
  }

  /** Sends what is due, watches for the other end's silence, and sets the timer for the next time. */
  pump(): void {
    if (this.closed || this.pumping) return;
    const { clock } = this.options;
    this.pumping = true;
    this.stopTimer();
    const dueAt = this.peer === null ? this.presence.greet() : this.attend();
    this.pumping = false;
    if (dueAt !== null) {
      this.timer = clock.setTimeout(() => this.pump(), Math.max(1, dueAt - clock.now()));
    }
  }

  stats(): TransportStats {
    const { ignored, incoming, outgoing } = this;
    return {
      ignored: { ...ignored },
      retries: outgoing.retries,
      openIn: incoming.openMessages,
      openInBytes: incoming.openBytes,
      openOut: outgoing.open,
    };
  }

  close(): void {
    if (this.closed) return;
    this.postToPeer({ k: 'bye' });
    this.presence.lose('closed');
    this.closed = true;
    this.stopTimer();
    this.unlisten();
  }

  private isWaiting(): boolean {
    return this.options.isOwed() || this.outgoing.open > 0;
  }

  private attend(): number | null {
    const retryAt = this.outgoing.pump();
    return this.isWaiting() ? Math.min(retryAt ?? Infinity, this.presence.probe()) : retryAt;
  }

  private stopTimer(): void {
    if (this.timer !== null) this.options.clock.clearTimeout(this.timer);
    this.timer = null;
  }

  private post(frame: Frame): void {
    try {
      this.options.port.send(encodeFrame(frame));
    } catch {
      // This frame counts as lost: it is sent again, or the silence is noticed.
    }
  }

  private postToPeer(frame: Unaddressed): void {
    if (this.peer !== null) {
      this.post({ ...frame, s: this.presence.session, t: this.peer.session });
    }
  }

  private receive(data: unknown): void {
    if (this.closed) return;
    const decoded = decodeFrame(data, this.options.limits);
    if (!decoded.ok) this.ignored[decoded.problem]++;
    else if (this.presence.isStrange(decoded.frame)) this.ignored.stranger++;
    else if (!this.accept(decoded.frame)) this.ignored.senseless++;
    this.pump();
  }

  /** Deals with a frame that is meant for this end; false for one that makes no sense. */
  private accept(frame: Frame): boolean {
    if (frame.k === 'hello') {
      this.presence.onHello(frame);
      return true;
    }
    this.presence.hear();
    switch (frame.k) {
      case 'ready':
        this.presence.onReady(frame);
        return true;
      case 'bye':
        this.presence.lose('left');
        return true;
      case 'ack':
        this.outgoing.onAck(frame.n, frame.i);
        return true;
      case 'refuse':
        this.outgoing.onRefuse(frame.n);
        return true;
      case 'chunk':
        return this.incoming.onChunk(frame);
      case 'drop':
        return this.incoming.onDrop(frame);
      case 'req':
      case 'res':
      case 'evt':
      case 'abort':
        return this.incoming.onHead(frame);
    }
  }
}
