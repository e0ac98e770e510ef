import type { Answer, Photopea } from './photopea';

/** The part of a message event that a panel looks at. */
export interface PanelMessage {
  readonly type: 'message';
  readonly data: Answer;
  readonly source: unknown;
  readonly origin: string;
}

type MessageListener = (event: PanelMessage) => void;

/** What a panel's page sees of its window inside the editor; for tests that need no browser. */
export interface PanelWindow {
  readonly parent: {
    postMessage(message: unknown, targetOrigin: string, transfer?: readonly Transferable[]): void;
  };
  addEventListener(type: string, listener: (event: never) => void): void;
  removeEventListener(type: string, listener: (event: never) => void): void;
  /** What closing the panel does: the page is gone at once. */
  close(): void;
}

const EDITOR_ORIGIN = 'https://editor.test';

/**
 * Opens a panel: messages are cloned both ways and arrive in tasks of their own.
 *
 * @param inspect sees every message of the panel's page before the editor does.
 */
export function openPanel(photopea: Photopea, inspect: (message: unknown) => void): PanelWindow {
  const listeners = new Set<MessageListener>();
  let open = true;
  const hear = (data: Answer): void => {
    setTimeout(() => {
      if (!open) return;
      const event: PanelMessage = { type: 'message', data, source: parent, origin: EDITOR_ORIGIN };
      for (const listener of [...listeners]) listener(event);
    }, 0);
  };
  const connection = photopea.connect(hear);
  const parent: PanelWindow['parent'] = {
    postMessage: (message, _targetOrigin, transfer = []) => {
      inspect(message);
      connection.post(structuredClone(message, { transfer: [...transfer] }));
    },
  };
  return {
    parent,
    addEventListener: (type, listener) => {
      if (type === 'message') listeners.add(listener as MessageListener);
    },
    removeEventListener: (_type, listener) => {
      listeners.delete(listener as MessageListener);
    },
    close: () => {
      connection.close();
      open = !photopea.editor.rules('PP-2-close-destroys-panel');
    },
  };
}
