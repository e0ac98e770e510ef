import { cpus } from 'node:os';

export type Cell = string | number;

/** Prints a Markdown table; numbers are right-aligned by their column. */
export function printTable(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  const cells = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  const rule = widths.map((width) => '-'.repeat(width));
  console.log(`\n${title}\n`);
  for (const row of [head, rule, ...body]) console.log(line(row));
}

/** What the numbers were measured on, and how to measure these alone. */
export function printIntroduction(name: string, what: string): void {
  console.log(`\n## ${name}: ${what}`);
  console.log(`Alone: npm run bench -- ${name}`);
  printMachine();
}

export function printMachine(): void {
  const all = cpus();
  console.log(
    `Machine: ${all.length} × ${all[0]?.model ?? 'unknown processor'}, Node ${process.version}`,
  );
}

export function fixed(value: number, digits: number): string {
  return value.toFixed(digits);
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

/** Whether the command line asks for the sizes that take many minutes. */
export const FULL = process.argv.includes('--full');
