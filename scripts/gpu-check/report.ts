/** A measured number; its name is the same in every report. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'ms' | 'GB' | 'TFLOP/s' | 'share' | 'count';
  /** Of kernels: how often they ran. */
  readonly times?: number;
}

export interface StageReport {
  readonly stage: string;
  readonly figures: readonly Figure[];
  /** Why there are no figures, or not all of them. */
  readonly failure: string | null;
}

/** What the device says of itself. */
export interface AdapterReport {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** It computes on the processor: its times say nothing about a graphics card. */
  readonly isSoftware: boolean;
  readonly subgroups: readonly [least: number, most: number];
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

export interface Report {
  readonly format: 1;
  readonly date: string;
  readonly side: number;
  /** What other networks than the published ones were used. */
  readonly network: string | null;
  readonly adapter: AdapterReport | null;
  readonly stages: readonly StageReport[];
  /** Stages for which there was no time. */
  readonly leftOut: readonly string[];
}

/** Lines to read; with what was measured `before`, how many times as much each number is now. */
export function linesOf({ stage, figures, failure }: StageReport, before: Report | null): string[] {
  const earlier = before?.stages.find((other) => other.stage === stage)?.figures ?? [];
  const rows = figures.map((figure) => {
    const then = earlier.find(({ name, unit }) => name === figure.name && unit === figure.unit);
    return [
      figure.name,
      figure.times === undefined ? '' : `${figure.times} ×`,
      valueOf(figure),
      then === undefined || then.value === 0 ? '' : `× ${(figure.value / then.value).toFixed(2)}`,
    ];
  });
  const widths = [0, 1, 2, 3].map((i) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))),
  );
  return [
    ...lines.map((cells) => `  ${cells.join('  ')}`.trimEnd()),
    ...(failure === null ? [] : [`  FAILED: ${failure}`]),
  ];
}

function valueOf({ value, unit }: Figure): string {
  if (unit === 'count') return value.toLocaleString('en');
  if (unit === 'share') return value.toExponential(2);
  return `${value === 0 ? '0' : Number(value.toPrecision(4)).toString()} ${unit}`;
}
