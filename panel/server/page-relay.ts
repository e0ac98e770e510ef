import { RELAY_PATH, RELAY_SAYS } from '../../src/comfyui/relay-protocol';

/** Relays are heard on this computer only: a public host is not asked in vain. */
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** Whether the server that the page comes from passes calls on, as that of `npm start` does. */
export async function hasPageRelay(
  origin: string,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
): Promise<boolean> {
  if (!LOOPBACK.test(origin)) return false;
  try {
    const answer = await fetch(`${origin}${RELAY_PATH}`, { cache: 'no-store' });
    const said = (await answer.json()) as Partial<typeof RELAY_SAYS> | null;
    return answer.ok && said?.relay === RELAY_SAYS.relay && said.version === RELAY_SAYS.version;
  } catch {
    // A static host has nothing there, or a page.
    return false;
  }
}
