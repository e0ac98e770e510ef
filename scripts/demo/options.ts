import { parseArgs } from 'node:util';
import type { OutputMode, Scale } from '../../src/core/document';
import type { Point } from '../../src/core/geometry';
import type { DeviceChoice, RestorerName } from '../../src/restore/request';
import { DEFAULT_SETTINGS, type NamedRow, rowsOf } from '../../panel/settings/settings';
import { SETTINGS } from '../../panel/settings/table';
import { settingWords } from '../../panel/settings/words';
import { en } from '../../panel/strings/en';
import { ADJUST_USAGE, parseAdjust, type AdjustSteps } from './adjust-options';
import { flagArguments, flagUsage, readFlags } from './setting-flags';
import {
  SUPIR_ARGUMENTS,
  SUPIR_USAGE,
  parseServerRun,
  parseSupirOptions,
  type RunSettings,
  type SupirOptions,
} from './supir-options';
import { parseAddress } from '../../src/comfyui/address';
import { number, oneOf, UsageError, wholeNumber } from './values';

/** A selection in document pixels, as the command line gives it. */
export type DemoSelection =
  | {
      readonly kind: 'rect' | 'ellipse';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'lasso'; readonly points: readonly (readonly [number, number])[] }
  | { readonly kind: 'all' };

export interface DemoOptions {
  readonly host: 'standalone' | 'photopea' | 'photoshop';
  /** Path of the picture; null: the sample. */
  readonly input: string | null;
  readonly selection: DemoSelection | null;
  readonly feather: number;
  readonly scale: Scale;
  readonly mode: OutputMode;
  readonly restorer: RestorerName;
  /** null: the embedded network restores. */
  readonly supir: SupirOptions | null;
  /** Address of a ComfyUI server; null: the emulator, or another restorer. */
  readonly server: string | null;
  /** What a server is asked for; null: another restorer. */
  readonly onServer: RunSettings | null;
  readonly device: DeviceChoice;
  /** Where a tile is tried before the first run, document pixels; null: none is. */
  readonly tryAt: Point | null;
  readonly runs: number;
  /** How the last result is changed afterwards; null: it stays as it was made. */
  readonly adjust: AdjustSteps | null;
  /** Whether each result is saved as a picture too. */
  readonly saveResults: boolean;
  readonly out: string;
}

/** What is for every restorer; which one it is, the demo has to know. */
const ROWS: readonly NamedRow[] = rowsOf(SETTINGS).flatMap(([name, row]) => {
  if (row.flag === undefined || row.restorer !== undefined) return [];
  const known = {
    ...SETTINGS.restorer,
    options: ['fast', 'supir', 'remote'],
    default: 'fast',
  } as const;
  return [[name, name === 'restorer' ? known : row]];
});

export const USAGE = `npm run demo -- [options]
  --in FILE             PSD, PNG, JPEG or WebP (default: a sample photograph)
  --select WHAT         rect:x,y,w,h | ellipse:x,y,w,h | lasso:x,y;x,y;… | all   in document pixels
                        (default: an ellipse in the middle of the sample; all with --in)
  --feather N           softness of the selection, pixels (default 0)
${ROWS.map(([name, row]) => flagUsage(row, settingWords(en, name))).join('\n')}
  --host HOST           standalone | photopea | photoshop (default standalone)
  --try-at X,Y          tries one tile around this point, document pixels, before the first run
  --runs N              how often it runs, each time on the same layer (1 to 9, default 1)
${ADJUST_USAGE}
  --save-results        saves each result, variants too, as the panel does: result-1.png, result-2.png, …
  --out DIR             where result.psd, before.png, after.png and report.json go (default out/demo)
  --server URL          with --restorer remote: a ComfyUI server (default: an emulated one)
  --help                this text
${SUPIR_USAGE}`;

/** @throws UsageError */
export function parseDemoOptions(args: readonly string[]): DemoOptions {
  const { values } = parse(args);
  const given = { ...DEFAULT_SETTINGS, ...readFlags(values, ROWS) };
  const restorer = given.restorer === 'auto' ? 'fast' : given.restorer;
  return {
    host: oneOf('--host', values.host, ['standalone', 'photopea', 'photoshop'] as const),
    input: values.in ?? null,
    selection: values.select === undefined ? null : parseSelection(values.select),
    feather: number('--feather', values.feather, 0, 250),
    scale: given.scale,
    mode: given.mode,
    restorer,
    supir: parseSupirOptions(restorer, values),
    server: parseServer(restorer, values.server),
    onServer: parseServerRun(restorer, values),
    device: given.device,
    tryAt: values['try-at'] === undefined ? null : parsePoint(values['try-at']),
    runs: wholeNumber('--runs', values.runs, 1, 9),
    adjust: values.adjust === undefined ? null : parseAdjust(values.adjust),
    saveResults: values['save-results'] ?? false,
    out: values.out,
  };
}

const DEMO_ARGUMENTS = {
  in: { type: 'string' },
  select: { type: 'string' },
  feather: { type: 'string', default: '0' },
  host: { type: 'string', default: 'standalone' },
  'try-at': { type: 'string' },
  runs: { type: 'string', default: '1' },
  adjust: { type: 'string' },
  'save-results': { type: 'boolean' },
  out: { type: 'string', default: 'out/demo' },
  server: { type: 'string' },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: { ...DEMO_ARGUMENTS, ...flagArguments(ROWS), ...SUPIR_ARGUMENTS },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError where another restorer is asked for, and for what is no address */
function parseServer(restorer: RestorerName, server: string | undefined): string | null {
  if (server === undefined) return null;
  if (restorer !== 'remote') throw new UsageError('--server needs --restorer remote');
  try {
    return parseAddress(server).base;
  } catch {
    throw new UsageError(`--server ${server}: expected an address such as http://127.0.0.1:8188`);
  }
}

function parsePoint(text: string): Point {
  const [x, y, ...more] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const isPoint = x !== undefined && y !== undefined && more.length === 0;
  if (isPoint && Number.isFinite(x) && Number.isFinite(y)) return { x, y };
  throw new UsageError(`--try-at ${text}: expected X,Y`);
}

export function parseSelection(text: string): DemoSelection {
  if (text === 'all') return { kind: 'all' };
  const [kind, rest = ''] = text.split(/:(.*)/s);
  if (kind === 'rect' || kind === 'ellipse') {
    const [x, y, width, height, ...more] = rest.split(',').map(Number);
    if (
      x !== undefined &&
      y !== undefined &&
      width !== undefined &&
      height !== undefined &&
      more.length === 0
    ) {
      if ([x, y, width, height].every(Number.isFinite) && width > 0 && height > 0) {
        return { kind, x, y, width, height };
      }
    }
  }
  if (kind === 'lasso') {
    const points = rest.split(';').map((pair) => pair.split(',').map(Number));
    if (points.length >= 3 && points.every((p) => p.length === 2 && p.every(Number.isFinite))) {
      return { kind, points: points.map(([x = 0, y = 0]) => [x, y] as const) };
    }
  }
  throw new UsageError(
    `--select ${text}: expected rect:x,y,w,h, ellipse:x,y,w,h, lasso:x,y;x,y;x,y or all`,
  );
}
