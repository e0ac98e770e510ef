import type { BridgePort } from '../protocol/bridge-port';

/** The part of the page's window that the bridge needs. */
export interface WebviewWindow {
  /** Added to the window by UXP in a webview whose message bridge is enabled. */
  readonly uxpHost?: UxpHost;
  addEventListener(type: 'message', listener: (event: MessageLike) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageLike) => void): void;
}

export interface UxpHost {
  postMessage(message: string): void;
}

export interface MessageLike {
  readonly data: unknown;
  readonly source: unknown;
}

/**
 * The bridge to the plugin; null where the page is not in a plugin's webview. There an event's origin
 * is the plugin's id, not an address, so its source has to prove where it comes from.
 */
export function uxpHostPort(win: WebviewWindow): BridgePort | null {
  const { uxpHost } = win;
  if (uxpHost === undefined) return null;
  return {
    send: (text) => uxpHost.postMessage(text),
    onMessage(listener) {
      const onMessage = ({ data, source }: MessageLike): void => {
        if (source === uxpHost) listener(data);
      };
      win.addEventListener('message', onMessage);
      return () => win.removeEventListener('message', onMessage);
    },
  };
}
