import type { Sim } from '../sim';

/** Takes text to one side; `null`: nobody listens there. */
export interface Line {
  /** Puts a message on the way, as it is now. */
  send(message: unknown): void;
  /** Whatever is on the way is lost. */
  cut(): void;
}

interface Way {
  readonly sim: Sim;
  /** Delivers a text, or the message itself where no copy is made. */
  readonly deliver: (text: string, message: unknown) => void;
  readonly wraps: boolean;
  readyAt: number;
  generation: number;
  sent: number;
}

const FIXED_MS = 1;
const DAMAGE_AT = 0.5;

function chance(sim: Sim, probability: number): boolean {
  if (probability <= 0) return false;
  return (sim.rules('P6') ? sim.random() : Math.random()) < probability;
}

function damaged(text: string): string {
  const at = Math.floor(text.length * DAMAGE_AT);
  const other = text.charAt(at) === 'A' ? 'B' : 'A';
  return text.slice(0, at) + other + text.slice(at + 1);
}

/** How long after now a message of this size arrives. */
function waitFor(way: Way, length: number): number {
  const { sim } = way;
  const now = sim.clock.now();
  const cost = FIXED_MS + (length / sim.switches.bridgeSpeed) * 1000;
  if (!sim.rules('V8')) return FIXED_MS;
  way.readyAt = Math.max(now, way.readyAt) + cost;
  return way.readyAt - now;
}

/** Extra time that the switches put in; makes later messages overtake. */
function disorder(sim: Sim): number {
  const { delay, reorder } = sim.switches;
  const wait = delay > 0 ? delay * (sim.rules('P6') ? sim.random() : Math.random()) : 0;
  const late = chance(sim, reorder) ? 3 * FIXED_MS + 2 : 0;
  return wait + late;
}

function put(way: Way, text: string, message: unknown): void {
  const { sim, generation } = way;
  const arrive = (): void => {
    if (way.generation !== generation && sim.rules('V10')) return;
    const late = sim.rules('V3') ? text : (sim.realm.JSON.stringify(message) as string | undefined);
    way.deliver(late ?? 'null', message);
  };
  const wait = waitFor(way, text.length);
  if (!sim.rules('V6')) arrive();
  else sim.clock.start(arrive, wait + disorder(sim));
}

interface Parcel {
  readonly text: string;
  readonly carried: unknown;
}

function packed(way: Way, message: unknown): Parcel {
  const { switches, rules } = way.sim;
  const plain = (JSON.stringify(message) as string | undefined) ?? 'null';
  if (!way.wraps || !switches.wrapsMessages || !rules('V9'))
    return { text: plain, carried: message };
  const carried = { type: 'message', message: plain };
  return { text: JSON.stringify(carried), carried };
}

function send(way: Way, message: unknown): void {
  const { sim } = way;
  const { switches } = sim;
  let parcel = packed(way, message);
  if (parcel.text.length > switches.maxMessage && sim.rules('V7')) return;
  way.sent += 1;
  if (way.sent <= switches.loseFirst || chance(sim, switches.drop)) return;
  // The line itself carries JSON: what is damaged is the text that was put into it.
  const hurt = chance(sim, switches.corrupt);
  if (hurt && typeof message === 'string') parcel = packed(way, damaged(message));
  put(way, parcel.text, parcel.carried);
  if (chance(sim, switches.duplicate)) put(way, parcel.text, parcel.carried);
}

export function createLine(
  sim: Sim,
  wraps: boolean,
  deliver: (text: string, message: unknown) => void,
): Line {
  const way: Way = { sim, deliver, wraps, readyAt: 0, generation: 0, sent: 0 };
  return {
    send: (message) => send(way, message),
    cut: () => {
      way.generation += 1;
    },
  };
}
