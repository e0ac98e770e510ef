import type { Row } from './compare';

export function printRow({ stage, tensor, error, limit, ok, note }: Row): void {
  const value = error === null ? '–' : error.toExponential(1);
  const most = Number.isFinite(limit) ? limit.toExponential(1) : 'measured';
  const cells = [stage.padEnd(11), tensor.padEnd(46), value.padStart(8), most.padStart(9)];
  console.log([...cells, ok ? 'ok  ' : 'FAIL', note].join(' ').trimEnd());
}

/** Prints the largest errors, what was not compared, and the counts; gives the exit code. */
export function printSummary(rows: readonly Row[]): number {
  for (const stage of new Set(rows.map((row) => row.stage))) printStage(rows, stage);
  const missed = rows.filter((row) => row.error === null);
  if (missed.length > 0) {
    console.log(
      `\nNot compared: ${missed.map((row) => `${row.stage}/${row.tensor}: ${row.note}`).join('; ')}`,
    );
  }
  const compared = rows.filter((row) => row.error !== null);
  const passed = compared.filter((row) => row.ok);
  const failed = rows.filter((row) => !row.ok);
  console.log(`\n${compared.length} compared, ${passed.length} passed, ${failed.length} failed`);
  return failed.length === 0 && compared.length > 0 ? 0 : 1;
}

/** The worst of a stage by what it may be. */
function printStage(all: readonly Row[], stage: string): void {
  const rows = all.filter((row) => row.stage === stage && row.error !== null);
  const worst = Math.max(0, ...rows.map(({ error }) => error ?? 0));
  const rms = Math.max(0, ...rows.map((row) => row.rms ?? 0));
  const failed = rows.filter((row) => !row.ok).length;
  const counts = `${String(rows.length).padStart(4)} compared, ${String(failed).padStart(3)} failed`;
  const errors = `largest error ${worst.toExponential(1)}, largest rms ${rms.toExponential(1)}`;
  console.log(`${stage.padEnd(11)} ${counts}, ${errors}`);
}
