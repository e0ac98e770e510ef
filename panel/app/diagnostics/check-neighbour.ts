import { failed, ok, type Finding } from '../../store/checks';

/** A small text beside every build of the page. */
const NEIGHBOUR = 'licenses/NOTICE.txt';
const FROM = 4;
const TO = 20;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Whether the page may fetch a file beside it. Some webviews answer with status 0 and the bytes. */
export async function checkFetch(fetch: Fetch, signal: AbortSignal): Promise<Finding> {
  const { status, bytes } = await get(fetch, {}, signal);
  const facts = { status, bytes: bytes.length };
  return bytes.length > 0 && (status === 0 || status === 200) ? ok(facts) : failed(facts);
}

/** Whether `fetch` with `Range` gives exactly 16 bytes, or the whole file if it ignores ranges. */
export async function checkFetchRange(fetch: Fetch, signal: AbortSignal): Promise<Finding> {
  const whole = await get(fetch, {}, signal);
  const part = await get(fetch, { headers: { Range: `bytes=${FROM}-${TO - 1}` } }, signal);
  const wanted = whole.bytes.subarray(FROM, TO);
  const right =
    part.bytes.length === wanted.length && wanted.every((byte, i) => part.bytes[i] === byte);
  const facts = { status: part.status, bytes: part.bytes.length, right };
  return right ? ok(facts) : failed(facts);
}

async function get(
  fetch: Fetch,
  init: RequestInit,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly bytes: Uint8Array }> {
  const response = await fetch(NEIGHBOUR, { ...init, cache: 'no-store', signal });
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
}
