import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { parseAddress } from '../../src/comfyui/address';
import type { ServerAccess } from '../../src/comfyui/calls';
import { fetchNetwork } from '../../src/comfyui/fetch-network';
import { parseHeaderLines } from '../../src/comfyui/header-lines';
import { PanelError } from '../../src/core/errors';
import { cropImage, type Image } from '../../src/core/image';
import { rect } from '../../src/core/geometry';
import { decodePng } from '../../src/pixels/png/decode-png';
import { readPng } from '../../src/pixels/png/read-png';
import { UNKNOWN_CARD } from '../../src/restore/card-knowledge';
import { restoreRemote } from '../../src/restore/remote/restore-remote';
import { testConnection } from '../../src/restore/remote/test-connection';
import type { RemoteRestorer } from '../../src/restore/request';
import { PRESETS } from '../../src/restore/supir/presets';
import { chosenFiles } from '../../panel/store/server-files';

const PICTURE = path.resolve(__dirname, '../../test/fixtures/photos/cat-chelsea.png');
/** Side of the part that is restored, pixels. */
const SIDE = 256;
const STEPS = 8;

const USAGE = `npm run comfyui -- URL [options]
  checks a ComfyUI server: protocol without models; where it has models for SUPIR, one run
  --header LINE   a header line, "Name: value"; more than once for several
  --supir NAME    the SUPIR file, as the server lists it (default: by its name)
  --sdxl NAME     the base model, as the server lists it (default: the only one whose name fits)`;

/** Node has no origin, so that what stands between a page and a server is not seen here. */
const PAGE = {
  origin: 'null',
  browser: 'other',
  isInPhotopea: false,
  hasPlugin: false,
  localAccess: 'unknown',
} as const;

async function check(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      header: { type: 'string', multiple: true },
      supir: { type: 'string' },
      sdxl: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [url, ...more] = positionals;
  if (values.help === true || url === undefined || more.length > 0) {
    console.log(USAGE);
    return values.help === true ? 0 : 2;
  }
  const access: ServerAccess = {
    address: parseAddress(url),
    headers: parseHeaderLines((values.header ?? []).join('\n')),
    network: fetchNetwork({ fetch, WebSocket }),
  };
  const { signal } = new AbortController();
  const outcome = await testConnection(access, PAGE, signal);
  if (outcome.outcome === 'failed') throw outcome.error;
  if (outcome.outcome === 'blocked') {
    console.log(JSON.stringify(outcome.obstacle, null, 2));
    return 1;
  }
  console.log(JSON.stringify(outcome.server, null, 2));
  const files = chosenFiles(
    { supir: values.supir ?? null, sdxl: values.sdxl ?? null },
    outcome.server.files,
  );
  if (outcome.server.graph === null || files.supir === null || files.sdxl === null) {
    console.log('No run: nodes or files for SUPIR are missing, or name the base model by --sdxl.');
    return 0;
  }
  await run(access, { supir: files.supir, sdxl: files.sdxl }, signal);
  return 0;
}

async function run(
  access: ServerAccess,
  files: RemoteRestorer['files'],
  signal: AbortSignal,
): Promise<void> {
  const whole = decodePng(readPng(new Uint8Array(await readFile(PICTURE))));
  const source = cropImage(whole, rect(96, 32, SIDE, SIDE));
  const result = await restoreRemote(
    {
      id: `check-${Date.now()}`,
      restorer: {
        kind: 'remote',
        server: access.address.origin,
        files,
        prompt: 'a cat',
        qualityPrompt: '',
        negativePrompt: '',
        settings: { ...PRESETS.fidelity.full, steps: STEPS, seed: 1 },
        samplerTiles: 'auto',
        vaeTiles: 'auto',
        weights: 'auto',
        minSize: 1024,
      },
      device: 'auto',
      memory: UNKNOWN_CARD,
      scale: 1,
      mode: 'in-place',
      maskEdge: { grow: 0, feather: 0 },
      canvas: { width: SIDE, height: SIDE },
      contextRect: rect(0, 0, SIDE, SIDE),
      source,
      selection: null,
    },
    access,
    {
      signal,
      onEvent: (event) => {
        if (event.type === 'part') console.error(`${event.part} ${event.done} of ${event.total}`);
      },
      onServer: (news) => console.error(JSON.stringify(news)),
    },
  );
  const { remote, networkMs } = result.report;
  const difference = meanDifference(source, result.image);
  console.log(JSON.stringify({ networkMs, ...remote, difference }, null, 2));
}

/** Mean of the absolute differences of all channels, 0…255. */
function meanDifference({ data }: Image, { data: other }: Image): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += Math.abs((data[i] ?? 0) - (other[i] ?? 0));
  return sum / data.length;
}

check().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof PanelError) console.error(`${error.code}: ${error.message} ${error.hint}`);
    else console.error(error);
    process.exitCode = 1;
  },
);
