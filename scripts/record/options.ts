import { parseArgs } from 'node:util';
import { runtimeCopy, type RuntimeCopy, RUNTIME_OPTIONS, RUNTIME_USAGE } from '../lib/runtime-copy';
import { ADAPTER_NAMES, type AdapterName } from '../../test/emulators/gpu/adapters';
import { POLICIES, recordCase, SUBJECTS, type RecordCase, type Subject } from './cases';

export const USAGE = `npm run record -- SUBJECT SIZE [options]
  what the GPU is asked to do for networks of the published size, counted without a GPU

  SUBJECT             step     UNet, control branch and adapters, once
                      clean    the encoder for low-quality pictures
                      encode, decode   the autoencoder
                      towers   the text towers; SIZE is of no matter
                      fast     the embedded network, for one tile
                      picture  a whole restoration in the panel's engine, files included (minutes)
  SIZE                pixels: 1024 or 1024x768
  --vendor NAME       ${ADAPTER_NAMES.join(' | ')} (default nvidia)
  --no-f16            the browser offers no 16-bit floats
  --no-subgroups      … no subgroups
  --batch N           2: with a negative prompt, 1: without (default 2)
  --policy NAME       weights of the step: ${POLICIES.join(' | ')} (default q8)
  --whole             the autoencoder in one piece, not as the plan has it
  --card N            GiB of the graphics card's memory, as the plan is told (default: not known)
  --beside            the autoencoder beside the step's weights
  --runs N            restorations of the same picture (default 1)
  --steps N           steps of each (default 2)
  --option KEY=VALUE  of the runtime's WebGPU provider, such as storageBufferCacheMode=lazyRelease;
                      of its sessions as session.KEY=VALUE; as often as needed
${RUNTIME_USAGE}
  --shaders DIR       every shader into a file there
  --json FILE         the numbers as JSON
  --help              this text

SUBJECT, SIZE, --vendor, --batch and --policy take lists, such as 512,1024: one line for each case.`;

export class UsageError extends Error {}

export interface RecordOptions {
  readonly cases: readonly RecordCase[];
  readonly shaders: string | null;
  readonly json: string | null;
}

/** null: the usage is asked for. Throws `UsageError`. */
export function parseRecordOptions(args: readonly string[]): RecordOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [subjects, sizes, ...more] = positionals;
  if (subjects === undefined || sizes === undefined)
    throw new UsageError('which network and size?');
  if (more.length > 0) throw new UsageError(`${more.join(' ')}: not known`);
  const common = {
    shaderF16: !values['no-f16'],
    subgroups: !values['no-subgroups'],
    whole: values.whole,
    card: values.card === undefined ? null : count('--card', values.card),
    beside: values.beside,
    runs: count('--runs', values.runs),
    steps: count('--steps', values.steps),
    options: Object.fromEntries(values.option.map(keyAndValue)),
    runtime: runtimeOf(values),
  };
  const cases = list(subjects, (text) => oneOf<Subject>('SUBJECT', text, SUBJECTS)).flatMap(
    (subject) =>
      list(sizes, sizeOf).flatMap((size) =>
        list(values.batch, batchOf).flatMap((batch) =>
          list(values.policy, (text) => oneOf('--policy', text, POLICIES)).flatMap((policy) =>
            list(values.vendor, (text) => oneOf<AdapterName>('--vendor', text, ADAPTER_NAMES)).map(
              (vendor) =>
                recordCase(subject, size.width, { ...common, ...size, batch, policy, vendor }),
            ),
          ),
        ),
      ),
  );
  if (values.shaders !== undefined && cases.length > 1) {
    throw new UsageError('--shaders is for one case');
  }
  return { cases, shaders: values.shaders ?? null, json: values.json ?? null };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        vendor: { type: 'string', default: 'nvidia' },
        'no-f16': { type: 'boolean', default: false },
        'no-subgroups': { type: 'boolean', default: false },
        batch: { type: 'string', default: '2' },
        policy: { type: 'string', default: 'q8' },
        whole: { type: 'boolean', default: false },
        card: { type: 'string' },
        beside: { type: 'boolean', default: false },
        runs: { type: 'string', default: '1' },
        steps: { type: 'string', default: '2' },
        option: { type: 'string', multiple: true, default: [] },
        ...RUNTIME_OPTIONS,
        shaders: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function runtimeOf(values: Parameters<typeof runtimeCopy>[0]): RuntimeCopy {
  try {
    return runtimeCopy(values);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

function list<T>(text: string, read: (one: string) => T): readonly T[] {
  return text.split(',').map(read);
}

function oneOf<T extends string>(what: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text);
  if (found === undefined)
    throw new UsageError(`${what}: "${text}" is none of ${known.join(', ')}`);
  return found;
}

/** What the autoencoder and the UNet can halve often enough. */
const MULTIPLE = 64;
const LARGEST = 4096;

function sizeOf(text: string): { readonly width: number; readonly height: number } {
  const [, width = '', height = width] = /^(\d+)(?:x(\d+))?$/.exec(text) ?? [];
  const size = { width: Number(width), height: Number(height) };
  for (const side of [size.width, size.height]) {
    if (side % MULTIPLE !== 0 || side < MULTIPLE || side > LARGEST) {
      throw new UsageError(
        `SIZE: "${text}" has no sides that are multiples of ${MULTIPLE} to ${LARGEST}`,
      );
    }
  }
  return size;
}

function batchOf(text: string): 1 | 2 {
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw new UsageError(`--batch: "${text}" is neither 1 nor 2`);
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 100) return value;
  throw new UsageError(`${name}: "${text}" is no number from 1 to 100`);
}

function keyAndValue(text: string): [string, string | number | boolean] {
  const [, key, value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (key === undefined) throw new UsageError(`--option: "${text}" is not KEY=VALUE`);
  if (value === 'true' || value === 'false') return [key, value === 'true'];
  return [key, value !== '' && Number.isFinite(Number(value)) ? Number(value) : value];
}
