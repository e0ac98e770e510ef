import type { IncomingHttpHeaders } from 'node:http';

/** Names of this computer: a page that reached us under any other was led here by a forged DNS answer. */
const OWN_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/**
 * Whether a request comes from a page of the very origin that it goes to. Pages cannot forge any of the
 * three headers. Older browsers do not send the last one.
 *
 * @param needsOrigin false for a GET, of which browsers do not tell the origin at home
 */
export function isFromOwnPage(
  { host = '', origin, 'sec-fetch-site': site = 'same-origin' }: IncomingHttpHeaders,
  needsOrigin = true,
): boolean {
  if (!OWN_HOST.test(host) || site !== 'same-origin') return false;
  return origin === undefined ? !needsOrigin : origin === `http://${host}`;
}
