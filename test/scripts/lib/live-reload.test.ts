import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import HtmlPlugin from 'html-webpack-plugin';
import webpack from 'webpack';
import { createLiveReload, LiveReloadPlugin } from '../../../scripts/lib/live-reload.mjs';
import { serve } from '../../../scripts/lib/serve.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supir-panel-reload-'));
  await writeFile(join(folder, 'index.html'), '<body></body>');
  await writeFile(join(folder, 'main.js'), '');
});
afterEach(() => rm(folder, { recursive: true }));

test('every page that listens hears of each build', async () => {
  const liveReload = createLiveReload();
  const server = await serve(folder, { first: liveReload.answer });
  try {
    expect(await (await fetch(server.url)).text()).toBe('<body></body>');
    const pages = await Promise.all([listen(server.url), listen(server.url)]);
    liveReload.reload();
    for (const page of pages) expect(await page.next()).toBe('data: built');
    await pages[0].close();
    liveReload.reload();
    expect(await pages[1].next()).toBe('data: built');
  } finally {
    await server.close();
  }
});

test('built pages listen', async () => {
  const compiler = webpack({
    mode: 'development',
    context: folder,
    entry: './main.js',
    output: { path: join(folder, 'built') },
    plugins: [new HtmlPlugin({ template: './index.html' }), new LiveReloadPlugin()],
  });
  await new Promise<void>((resolve, reject) => {
    compiler.run((error) => (error === null ? resolve() : reject(error)));
  });
  const page = await readFile(join(folder, 'built', 'index.html'), 'utf8');
  expect(page.match(/new EventSource\('\/live-reload'\)/g)).toHaveLength(1);
});

/** Reads the stream of events as a browser does: lines, of which empty ones and comments say nothing. */
async function listen(url: string): Promise<{ next(): Promise<string>; close(): Promise<void> }> {
  const response = await fetch(new URL('live-reload', url));
  expect(response.headers.get('Content-Type')).toBe('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const lines: string[] = [];
  return {
    async next() {
      for (;;) {
        const line = lines.shift();
        if (line === undefined) lines.push(...((await reader.read()).value ?? '').split('\n'));
        else if (line !== '' && !line.startsWith(':')) return line;
      }
    },
    close: () => reader.cancel(),
  };
}
