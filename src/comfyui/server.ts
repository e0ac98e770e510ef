import { sha256 } from 'hash-wasm';
import * as v from 'valibot';
import { ServerError } from '../core/errors';
import {
  ACCEPTED,
  checked,
  FEATURES,
  HISTORY_ENTRY,
  QUEUE,
  REFUSED,
  SYSTEM_STATS,
  UPLOADED,
  type HistoryEntry,
  type Queue,
  type SystemStats,
} from './answers';
import { call, jsonOf, type Call, type ServerAccess, type Traffic } from './calls';
import { answerHidden, notComfy, uploadTooLarge } from './errors';
import type { Graph, ServerFile } from './graph';
import { multipart } from './multipart';
import type { NetworkAnswer } from './network';
import { nodeInfoOf, type NodeInfo } from './node-info';
import { nodeErrorOf, refusalOf } from './prompt-refusal';
import { abilitiesOf, type ServerAbilities } from './server-version';
import { uniqueWord } from './unique';

/** A server that has answered. Every method throws what `call` throws, and `comfy-bad-answer`. */
export interface Server {
  readonly access: ServerAccess;
  readonly stats: SystemStats;
  /** null: it does not say. */
  readonly version: string | null;
  readonly abilities: ServerAbilities;
  /** Largest request, bytes; null: not told. */
  readonly maxUploadBytes: number | null;
  readonly traffic: Readonly<Traffic>;
  /**
   * Uploads a PNG among the temporary files, under a hash of its bytes: the same picture is one file
   * there, and never replaces another that a prompt is still to read.
   */
  upload(png: Uint8Array, signal: AbortSignal): Promise<ServerFile>;
  /** A node class; null: it does not have it. */
  nodeInfo(className: string, signal: AbortSignal): Promise<NodeInfo | null>;
  /** Puts a graph in the queue. */
  submit(graph: Graph, ids: PromptIds, signal: AbortSignal): Promise<Submitted>;
  queue(signal: AbortSignal): Promise<Queue>;
  /** null: queued, running or unknown. */
  history(id: string, signal: AbortSignal): Promise<HistoryEntry | null>;
  /** Takes the words and the graph of a run out of what others can read. */
  forget(id: string, signal: AbortSignal): Promise<void>;
  /** The bytes of a picture; null: it is not there any more. */
  view(file: ServerFile, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | null>;
  /** Takes a prompt that waits out of the queue; does nothing to others. */
  unqueue(id: string, signal: AbortSignal): Promise<void>;
  interrupt(id: string, signal: AbortSignal): Promise<void>;
  /** Only where `abilities.cancelsJobs`. */
  cancelJob(id: string, signal: AbortSignal): Promise<void>;
}

export interface PromptIds {
  readonly clientId: string;
  readonly promptId: string;
}

export interface Submitted {
  /** Older servers choose it. */
  readonly id: string;
  /** Why a part of the graph was left out; what is left is in the queue all the same. null: nothing was. */
  readonly refusal: ServerError | null;
}

const SECOND = 1000;
const SHORT_MS = 10 * SECOND;
const STATS_MS = 5 * SECOND;
const VIEW_MS = 300 * SECOND;
const MIB = 2 ** 20;
const SMALL = MIB;
/** Lists of files, of large collections too. */
const LISTS = 32 * MIB;
/** Everybody's graphs are in it. */
const QUEUE_BYTES = 64 * MIB;
/** Slowest upload that is waited for, bytes a second. */
const SLOWEST = 32 * 1024;
/** Folder of the uploads, inside the server's own for temporary files. */
const FOLDER = 'supir-panel';
/** Form around an uploaded picture, bytes; more than it ever is. */
const FORM_BYTES = 4096;

const STATS: Call = { path: 'system_stats', maxBytes: SMALL, timeoutMs: STATS_MS };

/**
 * Asks a server who it is.
 * @throws ServerError `comfy-not-comfy`, and what `call` throws
 */
export async function openServer(access: ServerAccess, signal: AbortSignal): Promise<Server> {
  const traffic: Traffic = { sentBytes: 0, receivedBytes: 0 };
  /** Whom a page cannot hear is not silent for that: who answers about itself has failed at this call. */
  const ask = async (request: Call, by = signal): Promise<NetworkAnswer> => {
    try {
      return await call(access, request, by, traffic);
    } catch (error) {
      const isSilent = error instanceof ServerError && error.code === 'comfy-unreachable';
      if (!isSilent || request === STATS) throw error;
      const isThere = await call(access, STATS, by, traffic).then(
        () => true,
        () => false,
      );
      by.throwIfAborted();
      throw isThere ? answerHidden(request.path, error) : error;
    }
  };
  const get = async (request: Call, by: AbortSignal): Promise<unknown> =>
    jsonOf(access, request.path, await ask(request, by));
  const post = async (path: string, body: unknown, by: AbortSignal): Promise<void> => {
    await ask({ path, body: json(body), maxBytes: SMALL, timeoutMs: SHORT_MS }, by);
  };

  const stats = await get(STATS, signal);
  if (!v.is(v.object({ system: v.looseObject({}), devices: v.array(v.unknown()) }), stats)) {
    throw notComfy(access.address.origin, 200);
  }
  const told = checked(SYSTEM_STATS, stats, STATS.path);
  const version = told.system.comfyui_version;
  const abilities = abilitiesOf(version);
  const maxUploadBytes = abilities.keepsIds ? await maxUpload(get, signal) : null;

  return {
    access,
    stats: told,
    version,
    abilities,
    maxUploadBytes,
    traffic,
    async upload(png, by) {
      const limit = maxUploadBytes ?? Infinity;
      if (png.byteLength + FORM_BYTES > limit) throw uploadTooLarge(png.byteLength, limit);
      const form = multipart(png, `${await sha256(png)}.png`, { type: 'temp', subfolder: FOLDER });
      const path = 'upload/image';
      const body = { contentType: form.contentType, bytes: form.body };
      const timeoutMs = 60 * SECOND + (SECOND * png.byteLength) / SLOWEST;
      const answer = await get({ path, body, maxBytes: SMALL, timeoutMs }, by);
      return checked(UPLOADED, answer, path);
    },
    async nodeInfo(className, by) {
      const path = `object_info/${encodeURIComponent(className)}`;
      const answer = await get({ path, maxBytes: LISTS, timeoutMs: 3 * SHORT_MS }, by);
      return nodeInfoOf(answer, className);
    },
    async submit(graph, { clientId, promptId }, by) {
      const path = 'prompt';
      const body = json({
        prompt: graph,
        client_id: clientId,
        prompt_id: promptId,
        extra_data: { preview_method: 'latent2rgb' },
      });
      const request = { path, body, maxBytes: LISTS, timeoutMs: 3 * SHORT_MS, expects: [400] };
      const answer = await ask(request, by);
      const read = jsonOf(access, path, answer);
      if (answer.status === 400) throw refusalOf(checked(REFUSED, read, path));
      const { prompt_id: id, node_errors } = checked(ACCEPTED, read, path);
      return { id, refusal: nodeErrorOf(node_errors) };
    },
    async queue(by) {
      const request = { path: 'queue', maxBytes: QUEUE_BYTES, timeoutMs: SHORT_MS };
      return checked(QUEUE, await get(request, by), request.path);
    },
    async history(id, by) {
      const path = `history/${encodeURIComponent(id)}`;
      const answer = await get({ path, maxBytes: LISTS, timeoutMs: SHORT_MS }, by);
      const entries = checked(v.looseObject({}), answer, path);
      if (!Object.hasOwn(entries, id)) return null;
      return checked(HISTORY_ENTRY, entries[id], path);
    },
    forget: (id, by) => post('history', { delete: [id] }, by),
    async view({ filename, subfolder, type }, maxBytes, by) {
      // Files are named anew after a restart, and browsers keep answers that do not forbid it.
      const query = { filename, subfolder, type, rand: uniqueWord() };
      const request = { path: 'view', query, maxBytes, timeoutMs: VIEW_MS, expects: [404] };
      const { status, body } = await ask(request, by);
      return status === 404 ? null : body;
    },
    unqueue: (id, by) => post('queue', { delete: [id] }, by),
    interrupt: (id, by) => post('interrupt', { prompt_id: id }, by),
    cancelJob: (id, by) => post(`jobs/${encodeURIComponent(id)}/cancel`, {}, by),
  };
}

/** Errors of an endpoint that is not there: builds between two versions, and proxies, may lack it. */
const ABSENT: ReadonlySet<string> = new Set([
  'comfy-server-failed',
  'comfy-answer-hidden',
  'comfy-not-comfy',
]);

async function maxUpload(
  get: (request: Call, by: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<number | null> {
  const path = 'features';
  try {
    const answer = await get({ path, maxBytes: SMALL, timeoutMs: STATS_MS }, signal);
    return checked(FEATURES, answer, path).max_upload_size;
  } catch (error) {
    if (error instanceof ServerError && ABSENT.has(error.code)) return null;
    throw error;
  }
}

function json(value: unknown): NonNullable<Call['body']> {
  return {
    contentType: 'application/json',
    bytes: new TextEncoder().encode(JSON.stringify(value)),
  };
}
