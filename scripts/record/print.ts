import { runtimeLabels } from '../lib/runtime-copy';
import type { RecordCase } from './cases';
import { crossedBytes, type KernelCount } from './figures';
import type { Recorded } from './record';

/** One line for each case of a list, in Markdown. */
export function printHead(): void {
  const cells = ROW.map(([head]) => head);
  printCells(cells);
  printCells(cells.map(() => '---'));
}

export function printRow(wanted: RecordCase, recorded: Recorded): void {
  printCells(ROW.map(([, cell]) => cell(recorded, wanted)));
}

function printCells(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

const ROW: readonly (readonly [string, (recorded: Recorded, wanted: RecordCase) => string])[] = [
  ['case', (_, wanted) => title(wanted)],
  ['dispatches', ({ run }) => whole(run.dispatches)],
  ['largest GFLOP', ({ largest }) => whole(Math.round(largest / 1e9))],
  ['submits', ({ run }) => whole(run.submits)],
  ['bound GB', ({ run }) => giga(run.bound)],
  ['outside products GB', ({ run }) => giga(run.boundOutside)],
  ['host GB', (recorded) => giga(crossedBytes(recorded))],
  ['peak GB', ({ peak }) => giga(peak)],
  ['between runs GB', ({ resting }) => giga(resting)],
  ['sessions', ({ sessions }) => whole(sessions)],
  ['refused', ({ refusals }) => whole(refusals.length)],
];

/** All of one case. */
export function printRecorded(wanted: RecordCase, recorded: Recorded): void {
  const { run, outside, attention, sessions, runs, pipelines, peak, resting, read } = recorded;
  const say = (what: string, text: string): void => console.log(`  ${what.padEnd(11)}${text}`);
  console.log(title(wanted));
  say('sessions', `${whole(sessions)} made, ${whole(runs)} runs, ${whole(pipelines)} pipelines`);
  say(
    'run',
    `${whole(run.dispatches)} dispatches, ${whole(run.submits)} submits, ` +
      `${whole(run.passes)} passes, ${whole(run.bindGroups)} bind groups, ` +
      `${whole(run.uniformWrites)} uniform writes`,
  );
  say('bound', `${giga(run.bound)} GB, outside of products ${giga(run.boundOutside)} GB`);
  say('largest', `${whole(Math.round(recorded.largest / 1e9))} GFLOP in one dispatch`);
  say('host', `${giga(run.up)} GB up, ${giga(run.down + outside.down)} GB down`);
  say('memory', `peak ${giga(peak)} GB, between runs ${giga(resting)} GB`);
  say(
    'pool',
    `${whole(run.buffers)} buffers made, ${giga(run.allocated)} GB; ` +
      `${whole(run.clears)} cleared, ${giga(run.cleared)} GB`,
  );
  say(
    'before',
    `${giga(outside.up)} GB up, ${whole(outside.dispatches)} dispatches, ${giga(read)} GB read`,
  );
  say(
    'attention',
    `${attention.fused} fused, ${attention.decoding} fused for one query, ` +
      `${attention.softmax} softmax`,
  );
  for (const refusal of recorded.refusals) say('refused', refusal);
  if (recorded.parts.length > 1) printParts(recorded);
  printKernels(recorded.kernels);
  printOperators(recorded);
}

function printParts({ parts }: Recorded): void {
  printTable(
    ['part', 'sessions', 'runs', 'dispatches', 'host GB', 'read GB', 'peak GB'],
    parts.map(({ part, sessions, runs, run, outside, read, peak }) => [
      part,
      whole(sessions),
      whole(runs),
      whole(run.dispatches),
      giga(crossedBytes({ run, outside })),
      giga(read),
      giga(peak),
    ]),
  );
}

function printKernels(kernels: readonly KernelCount[]): void {
  printTable(
    ['kernel', 'dispatches', 'bound GB', ' shaders and workgroups'],
    kernels.map(({ kernel, dispatches, bound, grids }) => [
      kernel,
      whole(dispatches),
      giga(bound),
      ` ${grids.join(', ')}`,
    ]),
  );
}

function printOperators({ operators }: Recorded): void {
  printTable(
    ['operator', 'nodes'],
    Object.entries(operators)
      .sort(([, a], [, b]) => b - a)
      .map(([operator, count]) => [operator, whole(count)]),
  );
}

/** The first column to the left, the others to the right. */
function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((_, i) => {
    const cells = [head, ...rows].map((row) => row[i] ?? '').filter((cell) => cell[0] !== ' ');
    return Math.max(0, ...cells.map((cell) => cell.length));
  });
  console.log();
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    console.log(`  ${cells.join('  ')}`.trimEnd());
  }
}

function title({ subject, width, height, batch, policy, vendor, ...rest }: RecordCase): string {
  const changes = [
    ...(rest.shaderF16 ? [] : ['no 16-bit floats']),
    ...(rest.subgroups ? [] : ['no subgroups']),
    ...(rest.whole ? ['whole'] : []),
    ...(rest.card === null ? [] : [`${rest.card} GiB`]),
    ...(rest.beside ? ['beside the step'] : []),
    ...(rest.runs > 1 ? [`${rest.runs} runs`] : []),
    ...Object.entries(rest.options).map(([key, value]) => `${key}=${value}`),
    ...runtimeLabels(rest.runtime),
  ];
  const weights = ['step', 'picture'].includes(subject) ? [`batch ${batch}`, policy] : [];
  return [`${subject} ${width}×${height}`, ...weights, vendor, ...changes].join(', ');
}

function whole(value: number): string {
  return value.toLocaleString('en');
}

/** Small amounts, such as a step's answer, have to show. */
function giga(bytes: number): string {
  const value = bytes / 1e9;
  return value === 0 ? '0' : value < 0.1 ? value.toFixed(4) : value.toFixed(2);
}
