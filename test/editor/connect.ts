import * as comlink from 'comlink';
import { createWorkspace } from '../../src/editor/client';
import { servePort } from '../../src/editor/rpc';
import { createSession } from '../../src/editor/session';
import type { Workspace, WorkspaceState } from '../../src/editor/workspace';
import { decodeWithJpegJs } from './pictures';
import { recordChannels } from './record-channels';

export interface Connection {
  readonly workspace: Workspace;
  /** Lets the page's end believe that the worker died. */
  readonly crash: (cause: unknown) => void;
  readonly close: () => void;
}

/** The page's end and the worker's end, joined by a channel instead of a worker. */
export function connect(): Connection {
  const channels = recordChannels();
  const { port1, port2 } = new MessageChannel();
  let listener: (state: WorkspaceState) => void = () => undefined;
  const session = createSession(decodeWithJpegJs, (state) => listener(state));
  comlink.expose(
    servePort(session, (onState) => (listener = onState)),
    port1,
  );
  let crash: (cause: unknown) => void = () => undefined;
  const workspace = createWorkspace({
    port: port2,
    terminate: () => port2.close(),
    onCrash: (onCrash) => (crash = onCrash),
  });
  const close = (): void => {
    workspace.dispose();
    channels.close();
  };
  return { workspace, crash: (cause) => crash(cause), close };
}
