import { parseArgs } from 'node:util';
import { STAGES } from './stages';

const WIDTH = Math.max(...STAGES.map(({ name }) => name.length));

export const USAGE = `npm run gpu-check -- [STAGE…] [options]
  how the networks run on this machine's graphics card, without a browser (docs/gpu-check.md)

  STAGE             any of these; all in this order when none is named
${STAGES.map(({ name, what }) => `                    ${name.padEnd(WIDTH)}  ${what}`).join('\n')}
  --minutes N       no stage begins that is not expected to end by then, none runs longer
  --side N          pixels of the square picture (default 1024)
  --json FILE       where the numbers go (default gpu-check.json)
  --compare FILE    an earlier such file: prints how many times as much each number is now
  --network FOLDER  another network than the published one: sdxl.safetensors, supir.safetensors and
                    config.json, to try the check itself
  --software FOLDER the adapter of the Chromium in that folder, which computes on the processor
  --pack            no check: packs everything for a Linux machine like this one into one archive
  --out FOLDER      … there (default out)
  --help            this text`;

export class UsageError extends Error {}

export interface CheckOptions {
  readonly stages: readonly string[];
  /** null: as long as it takes. */
  readonly minutes: number | null;
  readonly side: number;
  readonly json: string;
  readonly compare: string | null;
  readonly network: string | null;
  readonly software: string | null;
}

export type GpuCheckCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'pack'; readonly out: string }
  | ({ readonly kind: 'check' } & CheckOptions);

/** @throws UsageError */
export function parseCommand(args: readonly string[]): GpuCheckCommand {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.pack) {
    const other = [...positionals, ...CHECK_ONLY.filter((name) => values[name] !== undefined)];
    if (other.length > 0) throw new UsageError(`--pack checks nothing: ${other.join(', ')}`);
    return { kind: 'pack', out: values.out ?? 'out' };
  }
  if (values.out !== undefined) throw new UsageError('--out is for --pack');
  const unknown = positionals.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    const known = STAGES.map(({ name }) => name).join(', ');
    throw new UsageError(`no stage "${unknown}"; there are ${known}`);
  }
  return {
    kind: 'check',
    stages: positionals,
    minutes: values.minutes === undefined ? null : minutesOf(values.minutes),
    side: sideOf(values.side ?? '1024'),
    json: values.json ?? 'gpu-check.json',
    compare: values.compare ?? null,
    network: values.network ?? null,
    software: values.software ?? null,
  };
}

const CHECK_ONLY = [
  'minutes',
  'side',
  'json',
  'compare',
  'network',
  'software',
] as const satisfies readonly string[];

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        minutes: { type: 'string' },
        side: { type: 'string' },
        json: { type: 'string' },
        compare: { type: 'string' },
        network: { type: 'string' },
        software: { type: 'string' },
        pack: { type: 'boolean', default: false },
        out: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (text.trim() !== '' && minutes > 0 && minutes <= 24 * 60) return minutes;
  throw new UsageError(`--minutes: "${text}" is no number above 0, up to a day`);
}

/** What the autoencoder and the UNet can halve often enough. */
const MULTIPLE = 64;
const LARGEST = 3072;

function sideOf(text: string): number {
  const side = Number(text);
  if (side % MULTIPLE === 0 && side >= MULTIPLE && side <= LARGEST) return side;
  throw new UsageError(`--side: "${text}" is no multiple of ${MULTIPLE} up to ${LARGEST}`);
}
