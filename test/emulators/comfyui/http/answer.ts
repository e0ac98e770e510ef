import type { Json } from '../json';

/** An answer before the middleware has looked at it. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** An exception of the web framework: it passes the middleware by. */
  readonly raised: boolean;
  /** The connection is reset when the answer is out. */
  readonly resets: boolean;
}

const PLAIN: Answer = {
  status: 200,
  type: 'application/octet-stream',
  body: '',
  headers: {},
  raised: false,
  resets: false,
};

export function json(value: Json | object, status = 200): Answer {
  const type = 'application/json; charset=utf-8';
  return { ...PLAIN, status, type, body: JSON.stringify(value) };
}

export function empty(status = 200): Answer {
  return { ...PLAIN, status };
}

export function html(body: string, status = 200): Answer {
  return { ...PLAIN, status, type: 'text/html; charset=utf-8', body };
}

export function file(
  body: Uint8Array,
  type: string,
  headers: Readonly<Record<string, string>>,
): Answer {
  return { ...PLAIN, type, body, headers };
}

export function redirect(to: string, status = 302): Answer {
  return { ...PLAIN, status, headers: { Location: to } };
}

export function raised(status: number, body: string): Answer {
  return { ...PLAIN, status, type: 'text/plain; charset=utf-8', body, raised: true };
}

export const NOT_FOUND = raised(404, '404: Not Found');
export const WRONG_METHOD = raised(405, '405: Method Not Allowed');
export const SERVER_ERROR = raised(
  500,
  '500 Internal Server Error\n\nServer got itself in trouble',
);

export function tooLarge(limit: number, size: number): Answer {
  const text = `Maximum request body size ${limit} exceeded, actual body size ${size}`;
  return { ...raised(413, text), resets: true };
}
