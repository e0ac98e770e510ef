import type { Unsubscribe } from '../../core/events';

/** The part of a `Window` or an iframe's window that the connection needs. */
export interface WindowLike {
  readonly parent: PostTarget;
  addEventListener(type: 'message', listener: (event: MessageLike) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageLike) => void): void;
}

export interface PostTarget {
  postMessage(message: unknown, targetOrigin: string): void;
}

export interface MessageLike {
  readonly data: unknown;
  readonly source: unknown;
}

/** A connection on which texts and files go out, and anything may come in. */
export interface PhotopeaPort {
  /** Sends a text or a file; a file is copied, so that it can be sent again when Photopea was busy. */
  post(message: string | ArrayBuffer): void;
  listen(listener: (data: unknown) => void): Unsubscribe;
}

/** True where some page shows ours in a frame: only then can Photopea be on the other side. */
export function isFramed(win: WindowLike): boolean {
  return (win.parent as unknown) !== (win as unknown);
}

/**
 * The connection of a plugin's page to the editor around it. Photopea answers whoever asks, so no
 * secret ever goes out; what does not come from the parent window is not heard.
 */
export function parentPort(win: WindowLike): PhotopeaPort {
  return {
    post: (message) => win.parent.postMessage(message, '*'),
    listen(listener) {
      const onMessage = (event: MessageLike): void => {
        if (event.source === win.parent) listener(event.data);
      };
      win.addEventListener('message', onMessage);
      return () => win.removeEventListener('message', onMessage);
    },
  };
}
