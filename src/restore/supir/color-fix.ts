import type { Breathe } from '../../core/breathe';
import { adainFix, waveletFix } from '../../pixels/color-fix';
import type { Planes } from '../../pixels/planes';
import type { ColorFix } from '../supir-settings';

/** Gives `content`, in place, the colours of `style`; both of the same shape, every plane by itself. */
export function fixColor(
  kind: ColorFix,
  content: Planes,
  style: Planes,
  breathe: Breathe,
): Promise<void> {
  switch (kind) {
    case 'wavelet':
      return waveletFix(content, style, breathe);
    case 'adain':
      return adainFix(content, style, breathe);
    case 'none':
      return Promise.resolve();
  }
}
