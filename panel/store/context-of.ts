import type { DocRect } from '../../src/core/geometry';
import type { DocumentInfo } from '../../src/hosts/host';
import { contextFor } from '../../src/restore/context';
import type { RestorerName } from '../../src/restore/request';
import type { PanelState } from './panel-state';

/**
 * The rectangle that a click on Upscale would read.
 * @throws DocumentError as `contextFor`
 */
export function contextOf(
  { settings, snapshot }: Pick<PanelState, 'settings' | 'snapshot'>,
  { size }: Pick<DocumentInfo, 'size'>,
  restorer: RestorerName,
): DocRect {
  const { scale, maskGrow, maskFeather } = settings;
  return contextFor({
    canvas: size,
    layer: snapshot?.layer?.bounds ?? null,
    selection: snapshot?.selection ?? null,
    maskEdge: { grow: maskGrow, feather: maskFeather },
    scale,
    restorer,
  });
}
