import { randomUUID } from 'node:crypto';
import { decode } from 'fast-png';
import { until } from '../../../support/wait';
import { startComfyUI, type ComfyUI } from '../comfyui';
import type { JsonObject } from '../json';
import type { ComfyOptions } from '../options';
import { encodePng } from '../picture/png';
import { rulesWithout, type RuleId } from '../rules';
import { listen, type Ear, type EarOptions } from './ear';
import { ask, formWith, jsonIn, type Ask, type Form, type Got } from './http';

/** One server with a client in front of it. */
export interface Lab {
  readonly comfy: ComfyUI;
  readonly ask: (path: string, more?: Ask) => Promise<Got>;
  /** JSON of an answer. */
  readonly get: (path: string) => Promise<unknown>;
  readonly post: (path: string, body: unknown) => Promise<Got>;
  readonly upload: (picture: Uint8Array, form?: Form) => Promise<Got>;
  readonly socket: (clientId?: string, options?: EarOptions) => Promise<Ear>;
  /** Puts a prompt into the queue, for nobody when `client` is null; gives its id. */
  readonly submit: (
    graph: JsonObject,
    client?: string | null,
    more?: JsonObject,
  ) => Promise<string>;
  /** When a prompt has its history; gives the entry. */
  readonly ended: (id: string) => Promise<HistoryOf>;
  /** The picture that a prompt ended with. */
  readonly result: (id: string) => Promise<Rgb>;
}

interface Rgb {
  readonly width: number;
  readonly height: number;
  readonly data: readonly number[];
}

export interface HistoryOf {
  readonly outputs: Readonly<Record<string, { readonly images: readonly Stored[] }>>;
  readonly status: {
    readonly status_str: string;
    readonly completed: boolean;
    readonly messages: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
  } | null;
}

interface Stored {
  readonly filename: string;
  readonly subfolder: string;
  readonly type: string;
}

export type MakeLab = (options?: ComfyOptions) => Promise<Lab>;

export const CLIENT = 'witness';

export async function createLab(off: readonly RuleId[], options: ComfyOptions = {}): Promise<Lab> {
  const comfy = await startComfyUI({ historyDelay: 0, ...options, rules: rulesWithout(...off) });
  const { url } = comfy;
  const at = (path: string, more?: Ask): Promise<Got> => ask(`${url}${path}`, more);
  const get = async (path: string): Promise<unknown> => jsonIn(await at(path));
  const post = (path: string, body: unknown): Promise<Got> =>
    at(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  const ended = (id: string): Promise<HistoryOf> =>
    until(async () => ((await get(`/history/${id}`)) as Record<string, HistoryOf>)[id]);
  return {
    comfy,
    ask: at,
    get,
    post,
    upload: (picture, form = {}) =>
      at('/upload/image', { method: 'POST', ...formWith(picture, form) }),
    socket: (clientId = CLIENT, more = {}) => listen(url, clientId, more),
    async submit(graph, client = CLIENT, more = {}) {
      const known = client === null ? {} : { client_id: client };
      const got = await post('/prompt', { prompt: graph, ...known, ...more });
      const { prompt_id: id } = jsonIn(got) as { prompt_id?: string };
      if (id === undefined) throw new Error(got.text);
      return id;
    },
    ended,
    async result(id) {
      const { outputs } = await ended(id);
      const [image] = Object.values(outputs).flatMap(({ images }) => images);
      if (image === undefined) throw new Error('no picture');
      const query = new URLSearchParams({ ...image });
      const { bytes } = await at(`/view?${query.toString()}`);
      const { width, height, data } = decode(bytes);
      return { width, height, data: [...data] };
    },
  };
}

/** A picture in which every pixel is another one. */
export function testPicture(
  width = 64,
  height = 64,
): { readonly png: Buffer; readonly rgb: Uint8Array } {
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37 + (i >> 8)) & 255);
  return { png: encodePng(width, height, rgb), rgb };
}

export function newId(): string {
  return randomUUID();
}
