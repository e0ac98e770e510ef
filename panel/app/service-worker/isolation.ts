const POLICY = 'Document-Isolation-Policy';

/**
 * Fetches other sites' files without credentials, instead of "only files that agree to be embedded": both
 * give the page shared memory, and this one does not break a download from a server that knows nothing
 * of it.
 */
const VALUE = 'isolate-and-credentialless';

const SERVER_HEADERS = [POLICY, 'Cross-Origin-Embedder-Policy'];

/**
 * The response with the header that makes the page cross-origin isolated, alone or in another
 * site's frame, so that wasm may use threads. One whose server has decided already is unchanged.
 */
export function withIsolation(response: Response): Response {
  if (SERVER_HEADERS.some((name) => response.headers.has(name))) return response;
  const headers = new Headers(response.headers);
  headers.set(POLICY, VALUE);
  const { status, statusText } = response;
  // A response of status 0 (opaque, or a redirect for the browser to follow) cannot be made anew.
  return status === 0 ? response : new Response(response.body, { status, statusText, headers });
}
