import type { Layer as PsdLayer } from 'ag-psd';

/** Where points go: scaled, then shifted. */
export interface Mapping {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly dx: number;
  readonly dy: number;
}

/** The vector mask and the corners of placed content where their layer has gone. */
export function moveShapes(rest: PsdLayer, to: Mapping): PsdLayer {
  const { placedLayer, vectorMask } = rest;
  const map = (value: number, i: number): number =>
    i % 2 === 0 ? value * to.scaleX + to.dx : value * to.scaleY + to.dy;
  const paths = vectorMask?.paths.map((path) => ({
    ...path,
    knots: path.knots.map((knot) => ({ ...knot, points: knot.points.map(map) })),
  }));
  return {
    ...rest,
    ...(placedLayer && {
      placedLayer: { ...placedLayer, transform: placedLayer.transform.map(map) },
    }),
    ...(vectorMask && paths && { vectorMask: { ...vectorMask, paths } }),
  };
}
