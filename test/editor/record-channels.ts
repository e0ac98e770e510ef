/**
 * Remembers every channel from now until `close`, those that comlink opens for callbacks as well: ports
 * that stay open keep Node from ending.
 */
export function recordChannels(): { readonly close: () => void } {
  const ports: MessagePort[] = [];
  const Channel = globalThis.MessageChannel;
  globalThis.MessageChannel = class extends Channel {
    constructor() {
      super();
      ports.push(this.port1, this.port2);
    }
  };
  return {
    close: () => {
      globalThis.MessageChannel = Channel;
      for (const port of ports) port.close();
    },
  };
}
