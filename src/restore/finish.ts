import { docRectOf } from './composite';
import { isOpaqueUnder } from './opacity';
import type { Prepared, PreparedPicture } from './prepare';
import type { AnyRestorer, RestoreRequest, RestoreResult, RunReport } from './request';
import type { ResultPictures } from './result-pictures';

/** What a recipe reports of its network; the rest is the same for all. */
export type NetworkReport = Pick<
  RunReport,
  'model' | 'precision' | 'tiles' | 'tileSize' | 'networkMs' | 'supir'
>;

/**
 * The result of a run from its pictures: the mask at their size, their place, the report.
 *
 * @throws what the preparation's `breathe` throws
 */
export async function finish(
  request: RestoreRequest,
  prepared: Prepared,
  pictures: ResultPictures,
  network: NetworkReport,
): Promise<RestoreResult> {
  const { device } = prepared;
  return {
    ...(await finishPictures(request, prepared, pictures)),
    report: {
      restorer: request.restorer.kind,
      device: device.kind,
      deviceLabel: device.label,
      ...network,
      ...commonReport(request, prepared),
    },
  };
}

/** All of a result but its report. */
export async function finishPictures(
  request: RestoreRequest<AnyRestorer>,
  { buffers, composite, breathe }: PreparedPicture,
  { image, content }: ResultPictures,
): Promise<Omit<RestoreResult, 'report'>> {
  const { source, contextRect, scale, mode } = request;
  const { region, shown } = composite;
  const outputScale = mode === 'enlarge' ? scale : 1;
  const mask = outputScale === 1 ? composite.mask : await composite.enlarged(outputScale, breathe);
  buffers.hold(mask.data.byteLength);
  return {
    rect: docRectOf(region, contextRect, outputScale),
    region,
    shown,
    image,
    mask,
    content,
    opaque: await isOpaqueUnder(source, region, composite.mask, scale, breathe),
  };
}

/** What the report of any run holds, whatever restored. Stops the clock. */
export function commonReport(
  { contextRect, scale, mode }: RestoreRequest<AnyRestorer>,
  { clock, buffers, notices }: PreparedPicture,
): Pick<RunReport, 'scale' | 'mode' | 'contextSize' | 'timingsMs' | 'peakBytes' | 'notices'> {
  return {
    scale,
    mode,
    contextSize: { width: contextRect.width, height: contextRect.height },
    timingsMs: clock.stop(),
    peakBytes: buffers.peakBytes,
    notices,
  };
}
