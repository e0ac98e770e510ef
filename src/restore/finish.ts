import { docRectOf } from './composite';
import { isOpaqueUnder } from './opacity';
import type { Prepared } from './prepare';
import type { RestoreRequest, RestoreResult, RunReport } from './request';
import type { ResultPictures } from './result-pictures';

/** What a recipe reports of its network; the rest is the same for all. */
export type NetworkReport = Pick<
  RunReport,
  'model' | 'precision' | 'tiles' | 'tileSize' | 'networkMs' | 'supir'
>;

/** The result of a run from its pictures: the mask at their size, their place, the report. */
export function finish(
  request: RestoreRequest,
  { clock, buffers, device, notices, composite }: Prepared,
  { image, content }: ResultPictures,
  network: NetworkReport,
): RestoreResult {
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
    report: {
      restorer: request.restorer.kind,
      device: device.kind,
      deviceLabel: device.label,
      scale,
      mode,
      contextSize: { width: contextRect.width, height: contextRect.height },
      ...network,
      timingsMs: clock.stop(),
      peakBytes: buffers.peakBytes,
      notices,
    },
  };
}
