import type { Connection, Photopea } from '../photopea';

/** Photopea's own size for a panel that asks for none, in a window of 1400 × 900. */
const SIZE = { width: 350, height: 582 };

export interface PluginPanel {
  readonly isOpen: () => boolean;
  open(): void;
  /** Removes the frame: the panel's page is destroyed. */
  close(): void;
}

/** The plugin's page in a frame without `sandbox`, `allow` or `name`, as Photopea makes it. */
export function createPluginPanel(
  photopea: Photopea,
  place: HTMLElement,
  url: string,
  size: Partial<typeof SIZE> = {},
): PluginPanel {
  let frame: HTMLIFrameElement | null = null;
  let connection: Connection | null = null;
  addEventListener('message', (event) => {
    if (frame !== null && event.source === frame.contentWindow) connection?.post(event.data);
  });
  const close = (): void => {
    connection?.close();
    connection = null;
    frame?.remove();
    frame = null;
  };
  return {
    isOpen: () => frame !== null,
    close,
    open: () => {
      close();
      const made = document.createElement('iframe');
      const { width, height } = { ...SIZE, ...size };
      made.style.width = `${width}px`;
      made.style.height = `${height}px`;
      made.src = url;
      frame = made;
      connection = photopea.connect((answer) => made.contentWindow?.postMessage(answer, '*'));
      place.append(made);
    },
  };
}
