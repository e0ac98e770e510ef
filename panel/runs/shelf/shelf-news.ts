import type { Unsubscribe } from '../../../src/core/events';
import type { Shelf } from '../../store/kept';

const CHANNEL = 'supir-panel results';

/** Tells other pages of the same origin that what is kept has changed. */
export interface ShelfNews {
  tell(): void;
  /** Calls back when another page has told; its own changes a page knows. */
  listen(listener: () => void): Unsubscribe;
}

/** Where the browser has no channels, others find out when they get the focus. */
export function createShelfNews(): ShelfNews {
  if (typeof BroadcastChannel === 'undefined') {
    return { tell: () => undefined, listen: () => () => undefined };
  }
  const channel = new BroadcastChannel(CHANNEL);
  return {
    tell: () => channel.postMessage('changed'),
    listen(listener) {
      channel.addEventListener('message', listener);
      return () => {
        channel.removeEventListener('message', listener);
        channel.close();
      };
    },
  };
}

/** A shelf that tells of each change, also of one that it could not finish. */
export function tellingShelf(shelf: Shelf, { tell }: Pick<ShelfNews, 'tell'>): Shelf {
  const told =
    <Args extends unknown[], R>(change: (...args: Args) => Promise<R>) =>
    (...args: Args): Promise<R> =>
      change(...args).finally(tell);
  return {
    ...shelf,
    keep: told(shelf.keep),
    adjust: told(shelf.adjust),
    rename: told(shelf.rename),
    place: told(shelf.place),
    discard: told(shelf.discard),
    tidy: told(shelf.tidy),
  };
}
