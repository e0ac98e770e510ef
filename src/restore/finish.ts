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

/** The result of a run from its pictures: the mask at their size, their place, the report. */
export function finish(
  request: RestoreRequest,
  prepared: Prepared,
  pictures: ResultPictures,
  network: NetworkReport,
): RestoreResult {
  const { device } = prepared;
  return {
    ...finishPictures(request, prepared, pictures),
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
export function finishPictures(
  request: RestoreRequest<AnyRestorer>,
  { buffers, composite }: PreparedPicture,
  { image, content }: ResultPictures,
): Omit<RestoreResult, 'report'> {
  const { source, contextRect, scale, mode } = request;
  const { region } = composite;
  const outputScale = mode === 'enlarge' ? scale : 1;
  const mask = outputScale === 1 ? composite.mask : composite.enlarged(outputScale);
  buffers.hold(mask.data.byteLength);
  return {
    rect: docRectOf(region, contextRect, outputScale),
    region,
    image,
    mask,
    content,
    opaque: isOpaqueUnder(source, region, composite.mask, scale),
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
