import type { OnRunEvent } from '../../core/events';
import { RGB } from '../../pixels/planes';
import type { ColorFix } from '../supir-settings';

/** What is left to do here when the last picture has come: it is read and blended, then each colour is set right. */
export interface PictureProgress {
  readonly begin: () => void;
  /** One more thing is done. */
  readonly one: () => void;
}

/** Counts it as the part `decode`, which the server has begun. */
export function pictureProgress(colorFix: ColorFix, onEvent: OnRunEvent): PictureProgress {
  const total = 1 + (colorFix === 'none' ? 0 : RGB);
  let done = 0;
  const tell = (): void => onEvent({ type: 'part', part: 'decode', done, total });
  return {
    begin: tell,
    one() {
      done++;
      tell();
    },
  };
}
