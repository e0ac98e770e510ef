import { restoreRemote, type RemoteOptions } from '../../../src/restore/remote/restore-remote';
import type { ServerNews } from '../../../src/restore/remote/server-news';
import type { RemoteRestorer, RestoreRequest } from '../../../src/restore/request';
import type { ComfyUI } from '../../emulators/comfyui/comfyui';
import { accessTo, QUICK } from '../../comfyui/emulated';
import { noisePicture, remoteRequest } from './remote-request';

export const SOURCE = noisePicture({ width: 64, height: 64 });
interface Started {
  readonly result: ReturnType<typeof restoreRemote>;
  readonly news: ServerNews[];
  readonly cancel: AbortController;
  /** Of the runs that are being stopped on the server. */
  readonly stops: Promise<boolean>[];
}

/** Begins a run; its end is `result`. */
export function start(
  comfy: ComfyUI,
  request: RestoreRequest<RemoteRestorer> = remoteRequest(SOURCE),
  options: Partial<RemoteOptions> = {},
): Started {
  const news: ServerNews[] = [];
  const stops: Promise<boolean>[] = [];
  const cancel = new AbortController();
  const result = restoreRemote(request, accessTo(comfy), {
    signal: cancel.signal,
    onEvent: () => undefined,
    onServer: (one) => news.push(one),
    onStopping: (stopped) => stops.push(stopped),
    pace: QUICK,
    ...options,
  });
  result.catch(() => undefined);
  return { result, news, cancel, stops };
}

type NewsOf<T extends ServerNews['type']> = Extract<ServerNews, { readonly type: T }>;

export const ofType = <T extends ServerNews['type']>(
  news: readonly ServerNews[],
  type: T,
): readonly NewsOf<T>[] => news.filter((one): one is NewsOf<T> => one.type === type);

/** Prompts of somebody else, which take until they are released. */
export async function foreign(comfy: ComfyUI, count = 1): Promise<readonly string[]> {
  const graph = {
    1: { class_type: 'EmulatedWork', inputs: { steps: 1, ms: 0 } },
    2: { class_type: 'PreviewImage', inputs: { images: ['1', 0] } },
  };
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const answer = await fetch(`${comfy.url}/prompt`, {
      method: 'POST',
      body: JSON.stringify({ prompt: graph, client_id: 'somebody-else' }),
    });
    ids.push(((await answer.json()) as { prompt_id: string }).prompt_id);
  }
  return ids;
}
