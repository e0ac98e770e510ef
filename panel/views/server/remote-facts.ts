import type { RemoteReport } from '../../../src/restore/remote/remote-report';
import type { Fact } from '../supir/result-facts';
import type { View } from '../view-input';
import { omissionText } from './omissions-view';

/** Facts about a run on a server, for the result's details. */
export function remoteFacts(view: View, report: RemoteReport): readonly Fact[] {
  const { t, f } = view;
  const r = t.supir.result;
  const own = t.server.result;
  const { server, version, workingSize, steps, sampler, seed, omissions } = report;
  return [
    [own.server, version === null ? server : own.serverValue(server, version)],
    [r.working, f.size(workingSize)],
    [r.steps, `${f.integer(steps)} · ${t.setting.sampler.option[sampler]}`],
    [r.seed, String(seed)],
    [own.traffic, own.trafficValue(f.bytes(report.sentBytes), f.bytes(report.receivedBytes))],
    ...(omissions.length === 0
      ? []
      : [[own.otherwise, ...omissions.map((one) => omissionText(view, one))] satisfies Fact]),
    ...(report.isForgotten ? [] : [[own.kept, own.keptValue] satisfies Fact]),
  ];
}
