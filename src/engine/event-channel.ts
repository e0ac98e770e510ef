import type { OnRunEvent, RunEvent } from '../core/events';

type Message = { readonly event: RunEvent } | { readonly end: true };

export interface EventReceiver {
  /** For the sender, to be transferred. */
  readonly port: MessagePort;
  /** Settles when the last event was passed on; never when the sender is gone. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Events of one job come on a port of their own, in their order. */
export function receiveEvents(onEvent: OnRunEvent): EventReceiver {
  const { port1, port2 } = new MessageChannel();
  const ended = new Promise<void>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<Message>): void => {
      if ('end' in data) resolve();
      else onEvent(data.event);
    };
  });
  return {
    port: port2,
    ended,
    close: () => {
      port1.close();
    },
  };
}

export interface EventSender {
  readonly send: OnRunEvent;
  end(): void;
}

export function sendEvents(port: MessagePort): EventSender {
  const post = (message: Message, transfer: Transferable[] = []): void => {
    port.postMessage(message, transfer);
  };
  return {
    send: (event) => {
      post({ event }, event.type === 'preview' ? [event.image.data.buffer as ArrayBuffer] : []);
    },
    end: () => {
      post({ end: true });
    },
  };
}
