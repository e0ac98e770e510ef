import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

export type ProcessKind = 'page' | 'gpu' | 'browser';

/** Peak resident memory, bytes; 0 where the system does not tell (not Linux). */
export type Peaks = Readonly<Record<ProcessKind, number>>;

export interface ProcessMemory {
  /** Since the last call of `restart`. */
  peaks(): Peaks;
  /** What is resident now. */
  now(): Peaks;
  restart(): void;
}

/**
 * The memory of a browser's processes, as the system counts it: everything that is resident, what
 * is shared with other processes included. Of several page processes the largest one counts.
 */
export async function processMemory(browser: Browser): Promise<ProcessMemory> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const kinds: Readonly<Record<string, ProcessKind>> = {
    renderer: 'page',
    GPU: 'gpu',
    browser: 'browser',
  };
  const known = processInfo.flatMap(({ type, id }) => {
    const kind = kinds[type];
    return kind === undefined ? [] : [{ kind, id }];
  });
  const largest = (field: string): Peaks => {
    const peaks = { page: 0, gpu: 0, browser: 0 };
    for (const { kind, id } of known) peaks[kind] = Math.max(peaks[kind], statusField(id, field));
    return peaks;
  };
  return {
    peaks: () => largest('VmHWM'),
    now: () => largest('VmRSS'),
    restart() {
      for (const { id } of known) resetPeak(id);
    },
  };
}

function statusField(pid: number, field: string): number {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not Linux, or the process ended: the peak then is that of its whole life.
  }
}

/** What the system could still give to programs, bytes; null where it does not tell. */
export function availableMemory(): number | null {
  try {
    const text = readFileSync('/proc/meminfo', 'utf8');
    return Number(/^MemAvailable:\s+(\d+)/m.exec(text)?.[1]) * 1024;
  } catch {
    return null;
  }
}
