import type { Rect } from '../../../../src/core/geometry';
import type { Rules } from '../rules';
import { hostObject, NativeClass } from '../script/values';

/** Left, top, right, bottom. */
export function unitBounds(rules: Rules, { x, y, width, height }: Rect): unknown[] {
  return [x, y, x + width, y + height].map((value) =>
    rules('PP-4-unit-values') ? hostObject('UnitValue', { value: { get: () => value } }) : value,
  );
}

/** `new SolidColor()`, with `rgb.red`, `.green`, `.blue`. */
export function solidColorClass(): NativeClass {
  return new NativeClass('SolidColor', () => {
    const channel = (): { get: () => unknown; set: (v: unknown) => void } => {
      let value = 0;
      return { get: () => value, set: (v) => (value = Number(v)) };
    };
    const rgb = hostObject('RGBColor', { red: channel(), green: channel(), blue: channel() });
    return hostObject('SolidColor', { rgb: { get: () => rgb } });
  });
}
