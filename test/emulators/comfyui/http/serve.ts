import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Persona } from '../options';
import type { Rules } from '../rules';
import type { Machine } from '../run/machine';
import { empty, html, NOT_FOUND, SERVER_ERROR, tooLarge, type Answer } from './answer';
import { readBody } from './body';
import type { Faults, HttpFault } from './faults';
import { gateAnswer } from './gate';
import { corsHeaders, isForeign } from './origin';
import type { Entry, RequestRecord } from './record';
import { findRoute, PREFIX } from './routes';
import { sendAnswer } from './send';

/** All that stands before the machine. */
export interface Site {
  readonly persona: Persona;
  readonly rules: Rules;
  readonly faults: Faults;
  readonly record: RequestRecord;
  readonly machine: () => Machine;
}

const MIB = 1024 * 1024;

/** Answers one request. */
export async function serve(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  const entry = recorded(site, request, false);
  const path = innerPath(site.persona, request.url ?? '/');
  const fault = site.faults.take(method, plain(path ?? ''));
  if (fault !== null && 'hold' in fault) await fault.hold;
  if (fault !== null && 'silent' in fault) return;
  if (fault !== null && 'cut' in fault && fault.cut === 'before') {
    request.socket.destroy();
    return;
  }
  const answer =
    fault !== null && 'answer' in fault
      ? fault.answer
      : await answerTo(site, request, path, entry, fault);
  if (answer === null) return;
  if (fault !== null && 'cut' in fault) {
    request.socket.destroy();
    return;
  }
  entry.answered(answer.status);
  await sendAnswer(request, response, answer, headersFor(site, answer), fault);
}

export function recorded(site: Site, request: IncomingMessage, isSocket: boolean): Entry {
  const { method = 'GET', url = '/', headers } = request;
  return site.record.add({ method, url, headers, isSocket });
}

/** The path as the server behind the proxy sees it; null: the proxy has nothing there. */
function innerPath({ basePath }: Persona, url: string): string | null {
  const [path = '/'] = url.split('?');
  if (basePath === '') return path;
  if (path !== basePath && !path.startsWith(`${basePath}/`)) return null;
  return path.slice(basePath.length) || '/';
}

function plain(path: string): string {
  return path.startsWith(`${PREFIX}/`) ? path.slice(PREFIX.length) : path;
}

function headersFor(
  { persona, rules }: Site,
  { raised }: Answer,
): Readonly<Record<string, string>> {
  if (persona.cors === null || !rules('R2-headers')) return {};
  return raised && rules('R2-raised-bare') ? {} : corsHeaders(persona.cors);
}

/** What answers before any path is looked at; null: nothing. */
export function answerBefore(
  { persona, rules }: Site,
  request: IncomingMessage,
  isSocket: boolean,
): Answer | null {
  const { headers, method = 'GET', url = '/' } = request;
  const path = innerPath(persona, url);
  if (persona.page !== null && rules('R27-html')) return html(persona.page);
  if (path === null) return { ...html('<h1>404 Not Found</h1>', 404), raised: true };
  const stopped = gateAnswer(persona.gate, { method, path, headers, isSocket }, rules);
  if (stopped !== null) return { ...stopped, raised: true };
  const checksOrigin = persona.cors === null || !rules('R1-cors-lifts');
  const checksHere = !isSocket || rules('R1-socket');
  if (checksOrigin && checksHere && isForeign(headers, persona, rules)) return empty(403);
  return null;
}

/** null: the connection is gone. */
async function answerTo(
  site: Site,
  request: IncomingMessage,
  path: string | null,
  entry: Entry,
  fault: HttpFault | null,
): Promise<Answer | null> {
  const { persona, rules, machine } = site;
  const method = request.method ?? 'GET';
  const before = answerBefore(site, request, false);
  if (before !== null) return before;
  if (method === 'OPTIONS') return rules('R1-options') ? empty() : NOT_FOUND;
  const found = findRoute(method, path ?? '', persona, rules);
  if ('answer' in found) return found.answer;
  const limit = persona.maxUpload * MIB;
  const cutAfter = fault !== null && 'cutUploadAfter' in fault ? fault.cutUploadAfter : Infinity;
  const read = await readBody(request, rules('R5-too-large') ? limit : Infinity, cutAfter);
  if ('cut' in read) return null;
  if ('tooLarge' in read) return tooLarge(limit, read.tooLarge);
  entry.body(read.bytes);
  const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
  const contentType = request.headers['content-type'] ?? '';
  const asked = { method, path: path ?? '', query, contentType, body: read.bytes };
  try {
    return await found.handler(machine(), asked, found.id);
  } catch {
    // As the web framework does with whatever a handler throws.
    return SERVER_ERROR;
  }
}
