import { nearestPixel, type Point } from '../../src/core/geometry';
import type { Step } from './actions';
import type { TriedTile, TryHere, TryPicture } from './try-here';

/** Shows a picture to choose a point in; the point stays where it was if it is still inside. */
export const tryPictureShown =
  (picture: TryPicture): Step =>
  (state) => {
    const { docRect } = picture;
    const middle = { x: docRect.x + docRect.width / 2, y: docRect.y + docRect.height / 2 };
    const point = nearestPixel(docRect, state.tryHere?.point ?? middle);
    return withTry({ picture, point, tile: null })(state);
  };

/** Moves the point, document pixels; beyond the picture it stays at its edge. */
export const tryPointMoved =
  (point: Point): Step =>
  (state) => {
    const { tryHere } = state;
    if (tryHere === null) return state;
    return withTry({ ...tryHere, point: nearestPixel(tryHere.picture.docRect, point) })(state);
  };

/** Shows a tile that was tried. */
export const tileTried =
  (tile: TriedTile): Step =>
  (state) =>
    state.tryHere === null ? state : withTry({ ...state.tryHere, tile })(state);

export const tryClosed: Step = (state) =>
  state.tryHere === null ? state : { ...state, tryHere: null };

/** A try is over, or what it needs is there. */
export const tryOver: Step = (state) => ({ ...state, run: { state: 'idle', cancelled: false } });

function withTry(tryHere: TryHere): Step {
  return (state) => ({ ...state, tryHere });
}
