/** Where a page listens for builds. */
const PATH = '/live-reload';

/** Listens in every page that is served, and reloads it after a build. */
const SCRIPT = `<script>new EventSource('${PATH}').onmessage = () => location.reload();</script>`;

/**
 * Reloads pages in development: `/live-reload` is a stream of server-sent events with one message for
 * each build, and pages get a script that listens to it.
 */
export function createLiveReload() {
  const listeners = new Set();
  return {
    /** True when the request was for the stream and has been answered. */
    answer(request, response) {
      if (request.url !== PATH) return false;
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
      response.write(':\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return true;
    },
    /** Tells all pages that there is a new build. */
    reload() {
      for (const listener of listeners) listener.write('data: built\n\n');
    },
  };
}

/** Puts the listening script into the pages that webpack makes. */
export class LiveReloadPlugin {
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('LiveReloadPlugin', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_INLINE + 1;
      compilation.hooks.processAssets.tap({ name: 'LiveReloadPlugin', stage }, (assets) => {
        for (const name of Object.keys(assets).filter((asset) => asset.endsWith('.html'))) {
          const page = assets[name].source().toString();
          compilation.updateAsset(
            name,
            new sources.RawSource(page.replace('</body>', `${SCRIPT}</body>`)),
          );
        }
      });
    });
  }
}
