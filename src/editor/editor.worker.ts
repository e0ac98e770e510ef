import * as comlink from 'comlink';
import { decodeInBrowser } from './open/browser-decoder';
import { servePort } from './rpc';
import { createSession } from './session';
import type { WorkspaceState } from './workspace';

let listener: (state: WorkspaceState) => void = () => undefined;

const session = createSession(decodeInBrowser, (state) => listener(state));
comlink.expose(servePort(session, (onState) => (listener = onState)));
