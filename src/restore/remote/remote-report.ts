import type { Size } from '../../core/geometry';
import type { RunReport, SupirReport } from '../request';
import type { Omission } from './omissions';
import type { GraphKind } from './remote-graph';

/** Facts about a run on a server, beside the facts of every run. */
export interface RemoteReport extends Pick<
  SupirReport,
  'workingSize' | 'sampler' | 'steps' | 'seed'
> {
  /** Origin. */
  readonly server: string;
  readonly version: string | null;
  readonly graph: GraphKind;
  readonly files: { readonly supir: string; readonly sdxl: string };
  readonly omissions: readonly Omission[];
  /** Bytes of requests and answers. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** From the first upload to the last picture, milliseconds. */
  readonly serverMs: number;
  /** Median time of a step, milliseconds; null: none was counted. */
  readonly stepMs: number | null;
  /** Names what takes the same time: server, sampler, guidance and tile. */
  readonly shape: string;
  /** Whether the server was made to forget words and graphs. */
  readonly isForgotten: boolean;
}

/** As `RunReport`, of a run that no device of this computer did. */
export interface RemoteRunReport extends Omit<
  RunReport,
  'restorer' | 'device' | 'precision' | 'supir'
> {
  readonly restorer: 'remote';
  readonly device: 'server';
  readonly remote: RemoteReport;
}

/** Facts about a run, wherever it was done. */
export type AnyReport = RunReport | RemoteRunReport;

/** Name under which times of steps are remembered. */
export function shapeOf(
  {
    server,
    version,
    graph,
    sampler,
  }: Pick<RemoteReport, 'server' | 'version' | 'graph' | 'sampler'>,
  { width, height }: Size,
  guided: boolean,
): string {
  return `${server} ${version ?? ''}, ${graph} ${sampler}${guided ? ', guided' : ''}, ${width} × ${height}`;
}
