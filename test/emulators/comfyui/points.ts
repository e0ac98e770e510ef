/** A moment of a run. What is left out matches everything. */
export interface Point {
  /**
   * `start`: taken from the queue, nothing sent. `node`: `executing` is sent, nothing done. `tick`:
   * before the progress is sent. `success`: `execution_success` is sent, no history yet. `end`:
   * all is sent.
   */
  readonly at: 'start' | 'node' | 'tick' | 'success' | 'end';
  readonly prompt?: string;
  readonly node?: string;
  readonly class?: string;
  readonly value?: number;
}

/** A moment that was reached. */
export type Reached = Required<Pick<Point, 'at' | 'prompt'>> & Omit<Point, 'at' | 'prompt'>;

/** What happens then; what it throws is the node's error. */
export type Act = (reached: Reached) => void | Promise<void>;

/** A run that stands still. */
export interface Held {
  /** When the run has come here. */
  readonly reached: Promise<Reached>;
  release(): void;
}

export interface Points {
  /** Does something the next time that a run passes a point. */
  at(point: Point, act: Act): void;
  /** Stops the next run that passes, until it is released. */
  hold(point: Point): Held;
  /** The run is here. */
  pass(reached: Reached): Promise<void>;
}

const FIELDS = ['at', 'prompt', 'node', 'class', 'value'] as const;

function matches(point: Point, reached: Reached): boolean {
  return FIELDS.every((field) => point[field] === undefined || point[field] === reached[field]);
}

export function createPoints(): Points {
  const waiting: { readonly point: Point; readonly act: Act }[] = [];
  const at = (point: Point, act: Act): void => void waiting.push({ point, act });
  return {
    at,
    hold(point) {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      const reached = new Promise<Reached>((resolve) => {
        at(point, async (here) => {
          resolve(here);
          await released;
        });
      });
      return { reached, release };
    },
    async pass(reached) {
      const due = waiting.filter(({ point }) => matches(point, reached));
      for (const one of due) waiting.splice(waiting.indexOf(one), 1);
      for (const { act } of due) await act(reached);
    },
  };
}
