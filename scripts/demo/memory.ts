import { readdirSync, readFileSync } from 'node:fs';

/** Peak resident memory of a process tree, bytes; 0 where the system does not tell (not Linux). */
export function watchMemory(rootPid: number): { stop(): number } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, residentBytes(rootPid));
  };
  const timer = setInterval(look, 250);
  return {
    stop() {
      look();
      clearInterval(timer);
      return peak;
    },
  };
}

function residentBytes(rootPid: number): number {
  const children = new Map<number, number[]>();
  const resident = new Map<number, number>();
  for (const name of processes()) {
    const status = readStatus(name);
    if (status === null) continue;
    resident.set(Number(name), status.residentBytes);
    children.set(status.parent, [...(children.get(status.parent) ?? []), Number(name)]);
  }
  const sum = (pid: number): number =>
    (children.get(pid) ?? []).reduce((total, child) => total + sum(child), resident.get(pid) ?? 0);
  return sum(rootPid);
}

function processes(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function readStatus(pid: string): { parent: number; residentBytes: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const number = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return { parent: number('PPid'), residentBytes: number('VmRSS') * 1024 };
  } catch {
    // The process ended while we looked.
    return null;
  }
}
