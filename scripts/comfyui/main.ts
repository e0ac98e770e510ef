import { WebSocket } from 'ws';
import { parseAddress } from '../../src/comfyui/address';
import type { ServerAccess } from '../../src/comfyui/calls';
import { fetchNetwork } from '../../src/comfyui/fetch-network';
import { parseHeaderLines } from '../../src/comfyui/header-lines';
import { PanelError } from '../../src/core/errors';
import { restoreRemote } from '../../src/restore/remote/restore-remote';
import { testConnection } from '../../src/restore/remote/test-connection';
import { chosenFiles } from '../../panel/store/server-files';
import { UsageError } from '../demo/values';
import { checkedRun, remoteRequestOf } from './checked-run';
import { compare } from './compare';
import { runHere } from './local-run';
import { parseCheckOptions, USAGE, type CheckOptions } from './options';

/** Neither a browser's rules nor ComfyUI's for pages stand in the way of Node. */
const PAGE = {
  origin: 'null',
  isRelayed: true,
  browser: 'other',
  isInPhotopea: false,
  hasPlugin: false,
  localAccess: 'unknown',
} as const;

async function check(args: readonly string[]): Promise<number> {
  const options = parseCheckOptions(args);
  if (options === null) {
    console.log(USAGE);
    return 0;
  }
  const access: ServerAccess = {
    address: parseAddress(options.url),
    headers: parseHeaderLines(options.headers),
    network: fetchNetwork({ fetch, WebSocket }),
  };
  const outcome = await testConnection(access, PAGE, new AbortController().signal);
  if (outcome.outcome === 'failed') throw outcome.error;
  if (outcome.outcome === 'blocked') {
    print(outcome.obstacle);
    return 1;
  }
  print(outcome.server);
  const { graph, files: listed } = outcome.server;
  const { supir, sdxl } = chosenFiles(options, listed);
  if (graph === null || supir === null || sdxl === null) {
    console.log('No run: nodes or files for SUPIR are missing, or name the base model by --sdxl.');
    // What was asked for cannot be done.
    return options.local === null ? 0 : 1;
  }
  await run(access, { supir, sdxl }, options);
  return 0;
}

/** One run on the server, and the same one here where there are files for it. */
async function run(
  access: ServerAccess,
  files: { readonly supir: string; readonly sdxl: string },
  { side, steps, local }: CheckOptions,
): Promise<void> {
  const checked = await checkedRun(side, steps, local !== null && local.config !== null);
  const request = remoteRequestOf(checked, access.address.origin, files);
  const { image, report } = await restoreRemote(request, access, {
    signal: new AbortController().signal,
    onEvent: (event) => {
      if (event.type === 'part') console.error(`${event.part} ${event.done} of ${event.total}`);
    },
    onServer: (news) => console.error(JSON.stringify(news)),
  });
  const { remote, networkMs } = report;
  print({ networkMs, ...remote, againstOriginal: compare(checked.source, image) });
  if (local === null) return;
  const here = await runHere(checked, local);
  print({
    size: { width: image.width, height: image.height },
    workingSize: remote.workingSize,
    server: { version: remote.version, graph: remote.graph, files, ms: networkMs },
    here: { files: local, device: here.device, ms: here.runMs },
    hereAgainstServer: compare(here.image, image),
  });
  console.log(
    'Both differ even where all is right: another noise for the same seed, no churn with the native nodes, 8 bits that are cut.',
  );
}

function print(value: object): void {
  console.log(JSON.stringify(value, null, 2));
}

check(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
    else if (error instanceof PanelError)
      console.error(`${error.code}: ${error.message} ${error.hint}`);
    else console.error(error);
  },
);
