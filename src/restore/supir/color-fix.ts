import { adainFix, waveletFix } from '../../pixels/color-fix';
import type { Planes } from '../../pixels/planes';
import type { ColorFix } from '../supir-settings';

/** Gives `content` the colours of `style`; both of the same shape, every plane by itself. Neither is changed. */
export function fixColor(kind: ColorFix, content: Planes, style: Planes): Planes {
  switch (kind) {
    case 'wavelet':
      return waveletFix(content, style);
    case 'adain':
      return adainFix(content, style);
    case 'none':
      return content;
  }
}
