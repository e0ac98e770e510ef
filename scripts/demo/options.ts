import { parseArgs } from 'node:util';
import type { OutputMode, Scale } from '../../src/core/document';
import {
  SUPIR_ARGUMENTS,
  SUPIR_USAGE,
  parseSupirOptions,
  type SupirOptions,
} from './supir-options';
import { number, oneOf, UsageError } from './values';

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
  readonly engine: 'fast' | 'supir';
  /** null: the embedded engine. */
  readonly supir: SupirOptions | null;
  readonly device: 'auto' | 'webgpu' | 'wasm';
  readonly out: string;
}

export const USAGE = `npm run demo -- [options]
  --in FILE             PSD, PNG, JPEG or WebP (default: a sample photograph)
  --select WHAT         rect:x,y,w,h | ellipse:x,y,w,h | lasso:x,y;x,y;… | all   in document pixels
                        (default: an ellipse in the middle of the sample; all with --in)
  --feather N           softness of the selection, pixels (default 0)
  --scale N             1, 2, 3 or 4 (default 2)
  --mode MODE           in-place | enlarge | smart-object (default in-place)
  --engine ENGINE       fast | supir (default fast)
  --device DEVICE       webgpu | wasm (default: what the panel chooses)
  --host HOST           standalone | photopea | photoshop (default standalone)
  --out DIR             where result.psd, before.png, after.png and report.json go (default out/demo)
  --help                this text
${SUPIR_USAGE}`;

/** Throws `UsageError`. */
export function parseDemoOptions(args: readonly string[]): DemoOptions {
  const { values } = parse(args);
  const engine = oneOf('--engine', values.engine, ['fast', 'supir'] as const);
  return {
    host: oneOf('--host', values.host, ['standalone', 'photopea', 'photoshop'] as const),
    input: values.in ?? null,
    selection: values.select === undefined ? null : parseSelection(values.select),
    feather: number('--feather', values.feather, 0, 250),
    scale: scale(values.scale),
    mode: oneOf('--mode', values.mode, ['in-place', 'enlarge', 'smart-object'] as const),
    engine,
    supir: parseSupirOptions(engine, values),
    device: oneOf('--device', values.device, ['auto', 'webgpu', 'wasm'] as const),
    out: values.out,
  };
}

export const DEMO_ARGUMENTS = {
  in: { type: 'string' },
  select: { type: 'string' },
  feather: { type: 'string', default: '0' },
  scale: { type: 'string', default: '2' },
  mode: { type: 'string', default: 'in-place' },
  engine: { type: 'string', default: 'fast' },
  device: { type: 'string', default: 'auto' },
  host: { type: 'string', default: 'standalone' },
  out: { type: 'string', default: 'out/demo' },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: { ...DEMO_ARGUMENTS, ...SUPIR_ARGUMENTS },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
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

function scale(text: string): Scale {
  const value = Number(text);
  if (value === 1 || value === 2 || value === 3 || value === 4) return value;
  throw new UsageError(`--scale ${text}: expected 1, 2, 3 or 4`);
}
