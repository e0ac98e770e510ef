import { ServerError } from '../../../core/errors';
import type { Network, NetworkAnswer, NetworkRequest } from '../../../comfyui/network';
import type { PluginNetwork } from './plugin-network';

/** Most bytes of an answer that shows that somebody is there. */
const KNOCK_BYTES = 2 ** 20;

const NOBODY: ReadonlySet<string> = new Set(['comfy-unreachable', 'comfy-timeout']);

/**
 * The plugin's network, and the page's own where that one does not get through: without its permission,
 * or where macOS keeps plugins from `http:`. The way that the first answer of a server came is kept.
 *
 * Header lines always go by the page: they are secrets, and UXP, which follows redirects without asking,
 * would carry them to wherever those lead.
 */
export function twoNetworks(plugin: PluginNetwork, page: Network): Network {
  const ways = new Map<string, 'plugin' | 'page'>();

  const tryPage = async (
    request: NetworkRequest,
    signal: AbortSignal,
    refusal: unknown,
  ): Promise<NetworkAnswer> => {
    const answer = await page.send(request, signal).catch(() => {
      signal.throwIfAborted();
      throw refusal;
    });
    ways.set(originOf(request.url), 'page');
    return answer;
  };

  return {
    async send(request, signal) {
      const { headers, ...plain } = request;
      const way = ways.get(originOf(request.url));
      if (headers.length > 0 || way === 'page') return page.send(request, signal);
      try {
        const answer = await plugin.send(plain, signal);
        ways.set(originOf(request.url), 'plugin');
        return answer;
      } catch (error) {
        // What may have been done already is not sent a second time by another way.
        const isFirst = way === undefined && request.method === 'GET';
        if (!isFirst || !isNobody(error)) throw error;
        return tryPage(request, signal, error);
      }
    },
    openSocket: (url, events) =>
      ways.get(originOf(url)) === 'page'
        ? page.openSocket(url, events)
        : plugin.openSocket(url, events),
    async knock(url, timeoutMs) {
      const request = { method: 'GET', url, maxBytes: KNOCK_BYTES, timeoutMs } as const;
      const answers = plugin.send(request, new AbortController().signal).then(
        () => true,
        (error: unknown) => !isNobody(error),
      );
      return (await answers) || page.knock(url, timeoutMs);
    },
  };
}

function isNobody(error: unknown): boolean {
  return error instanceof ServerError && NOBODY.has(error.code);
}

function originOf(url: string): string {
  return new URL(url.replace(/^ws/, 'http')).origin;
}
