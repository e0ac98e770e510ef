import type { BridgePort } from '../protocol/bridge-port';
import type { UxpDocument, UxpElement, UxpWebview, UxpWindow } from './types/uxp';

export interface PanelOptions {
  readonly document: UxpDocument;
  readonly window: UxpWindow;
  /** The page, from the plugin's folder on. */
  readonly pageUrl: string;
}

/** The one webview of the plugin, and the way to the page in it. */
export interface PanelPage {
  /** Puts the webview into `root` when Photoshop shows the panel. Safe to call again. */
  attach(root: UxpElement): void;
  readonly port: BridgePort;
}

const FILL = { width: '100%', height: '100%', minHeight: '200px' };

/**
 * The webview is made from script, since one that is written in HTML is not painted by all versions,
 * and only when the panel is shown for the first time. It is never made twice: moving it would load
 * the page again.
 */
export function createPanelPage({ document, window, pageUrl }: PanelOptions): PanelPage {
  let webview: UxpWebview | null = null;
  let notice: UxpElement | null = null;

  const showFailure = (root: UxpElement, event: unknown): void => {
    const { code, message } = event as { readonly code?: unknown; readonly message?: unknown };
    notice?.remove();
    notice = document.createElement('div');
    notice.style['padding'] = '12px';
    const text = document.createElement('div');
    text.textContent = `The panel could not be loaded (${String(code)}: ${String(message)}).`;
    const retry = document.createElement('button');
    retry.textContent = 'Try again';
    retry.addEventListener('click', () => {
      notice?.remove();
      notice = null;
      webview?.remove();
      webview = null;
      attach(root);
    });
    notice.appendChild(text);
    notice.appendChild(retry);
    root.appendChild(notice);
    if (webview !== null) webview.style['display'] = 'none';
  };

  const attach = (root: UxpElement): void => {
    if (webview !== null) return;
    const element = document.createElement('webview') as UxpWebview;
    webview = element;
    Object.assign(root.style, { height: '100%', margin: '0', padding: '0' });
    Object.assign(element.style, FILL);
    element.setAttribute('id', 'page');
    element.addEventListener('loaderror', (event) => {
      if (webview === element) showFailure(root, event);
    });
    element.setAttribute('src', pageUrl);
    root.appendChild(element);
  };

  return {
    attach,
    port: {
      send: (text) => webview?.postMessage(text),
      onMessage(listener) {
        const onMessage = ({ data, source }: { data: unknown; source: unknown }): void => {
          if (webview !== null && source === webview) listener(data);
        };
        window.addEventListener('message', onMessage);
        return () => window.removeEventListener('message', onMessage);
      },
    },
  };
}
