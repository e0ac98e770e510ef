const RANGE = /^bytes=(\d+)-(\d*)$/;

/**
 * The part of a whole answer that a `Range` header asks for, as 206; 416 where there is none. The forms
 * that the page does not use ("the last n bytes", several ranges) get the whole answer, as they may.
 */
export async function partOf(whole: Response, range: string): Promise<Response> {
  const match = RANGE.exec(range);
  if (match === null) return whole;
  const body = await whole.blob();
  const start = Number(match[1]);
  const end = match[2] === '' ? body.size : Math.min(body.size, Number(match[2]) + 1);
  if (start >= end) {
    return new Response(null, {
      status: 416,
      headers: { 'Content-Range': `bytes */${body.size}` },
    });
  }
  const headers = new Headers(whole.headers);
  headers.set('Content-Range', `bytes ${start}-${end - 1}/${body.size}`);
  headers.set('Content-Length', String(end - start));
  return new Response(body.slice(start, end), { status: 206, headers });
}
