import type { AnyReport, RemoteReport } from '../../src/restore/remote/remote-report';
import type { SupirReport } from '../../src/restore/request';

/** What only a run of SUPIR on this computer reports; null for all others. */
export function supirOf(report: AnyReport): SupirReport | null {
  return report.restorer === 'remote' ? null : report.supir;
}

/** What only a run on a server reports; null for all others. */
export function remoteOf(report: AnyReport): RemoteReport | null {
  return report.restorer === 'remote' ? report.remote : null;
}

/** Seed of the noise; null: the embedded network knows no chance. */
export function seedOf(report: AnyReport): number | null {
  return (remoteOf(report) ?? supirOf(report))?.seed ?? null;
}

/** Step after which the person stopped the run and kept the picture. */
export function stoppedAfterOf(report: AnyReport): number | undefined {
  return supirOf(report)?.stoppedAfter;
}
