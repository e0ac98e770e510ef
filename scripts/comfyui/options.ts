import { parseArgs } from 'node:util';
import { UsageError, wholeNumber } from '../demo/values';

/** Model files on this computer, paths; `config` for networks that are not of the published sizes. */
export interface LocalFiles {
  readonly supir: string;
  readonly sdxl: string;
  readonly config: string | null;
}

export interface CheckOptions {
  readonly url: string;
  /** Header lines, one to a line. */
  readonly headers: string;
  /** Names of files as the server lists them; null: by their names. */
  readonly supir: string | null;
  readonly sdxl: string | null;
  /** null: the server's result is compared with nothing. */
  readonly local: LocalFiles | null;
  /** Side of the restored part, pixels. */
  readonly side: number;
  readonly steps: number;
}

export const USAGE = `npm run comfyui -- URL [options]
  checks a ComfyUI server: protocol without models; where it has models for SUPIR, one run
  --header LINE        a header line, "Name: value"; more than once for several
  --supir NAME         the SUPIR file, as the server lists it (default: by its name)
  --sdxl NAME          the base model, as the server lists it (default: the only one whose name fits)
  --local-supir FILE   with --local-sdxl: runs SUPIR here as well, in a browser, and compares both results
  --local-sdxl FILE    (its terms are accepted in your name: non-commercial use only)
  --local-config FILE  sizes of networks that are not the published ones
  --side N             side of the restored part, pixels, 64 to 256, default 256
  --steps N            1 to 200, default 8
  exit code 0: all that could be checked is right; 1: it is not; 2: the command line is wrong`;

/**
 * null: help is asked for.
 * @throws UsageError
 */
export function parseCheckOptions(args: readonly string[]): CheckOptions | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const [url, ...more] = positionals;
  if (url === undefined || more.length > 0) throw new UsageError('expected one address');
  return {
    url,
    headers: (values.header ?? []).join('\n'),
    supir: values.supir ?? null,
    sdxl: values.sdxl ?? null,
    local: localFiles(values['local-supir'], values['local-sdxl'], values['local-config']),
    side: wholeNumber('--side', values.side, 64, 256),
    steps: wholeNumber('--steps', values.steps, 1, 200),
  };
}

function localFiles(supir?: string, sdxl?: string, config?: string): LocalFiles | null {
  if (supir === undefined && sdxl === undefined && config === undefined) return null;
  if (supir !== undefined && sdxl !== undefined) return { supir, sdxl, config: config ?? null };
  throw new UsageError('--local-supir and --local-sdxl go together');
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        header: { type: 'string', multiple: true },
        supir: { type: 'string' },
        sdxl: { type: 'string' },
        'local-supir': { type: 'string' },
        'local-sdxl': { type: 'string' },
        'local-config': { type: 'string' },
        side: { type: 'string', default: '256' },
        steps: { type: 'string', default: '8' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
