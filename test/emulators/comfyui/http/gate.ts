import type { Gate } from '../options';
import type { Rules } from '../rules';
import { html, redirect, type Answer } from './answer';
import type { Headers } from './origin';

const LOGIN = '/login';
const LOGIN_PAGE = html('<!doctype html><title>Login</title><form method="post"></form>');
const TUNNEL_PAGE = html('<!doctype html><title>You are about to visit</title><script></script>');
const UNAUTHORIZED: Answer = {
  ...html('<html><head><title>401 Authorization Required</title></head></html>', 401),
  headers: { 'WWW-Authenticate': 'Basic realm="restricted"' },
};

interface Visit {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly isSocket: boolean;
}

/** What the proxy answers in the server's stead; null: it lets the request through. */
export function gateAnswer(gate: Gate | null, visit: Visit, rules: Rules): Answer | null {
  if (gate === null) return null;
  const { method, headers, isSocket } = visit;
  if (isSocket && gate.sockets === 'open') return null;
  if (isSocket && gate.sockets === 'refused' && rules('R26-socket')) return UNAUTHORIZED;
  if (headers[gate.header] === gate.value) return null;
  if (method === 'OPTIONS' && (gate.options === 'passed' || !rules('R26-options'))) return null;
  return refusal(gate, visit.path, rules);
}

function refusal({ refusal: kind }: Gate, path: string, rules: Rules): Answer | null {
  switch (kind) {
    case 'unauthorized':
      return rules('R26-auth') ? UNAUTHORIZED : null;
    case 'login':
      if (!rules('R26-login-page')) return UNAUTHORIZED;
      return path === LOGIN ? LOGIN_PAGE : redirect(LOGIN);
    case 'page':
      return rules('R26-tunnel-page') ? TUNNEL_PAGE : UNAUTHORIZED;
  }
}
