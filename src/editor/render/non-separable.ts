import type { BlendMode } from '../../core/blend-mode';

/** Reads backdrop and source colours, writes the blended colour: 0…1, three values each. */
export type ColorBlend = (b: Float64Array, s: Float64Array, out: Float64Array) => void;

/** Modes that take a colour as a whole: ISO 32000-2 §11.3.5.3 with its weights. */
export const NON_SEPARABLE: Readonly<Partial<Record<BlendMode, ColorBlend>>> = {
  hue: (b, s, out) => {
    setSaturation(s, saturation(b), out);
    setLuminosity(out, luminosity(b), out);
  },
  saturation: (b, s, out) => {
    setSaturation(b, saturation(s), out);
    setLuminosity(out, luminosity(b), out);
  },
  color: (b, s, out) => setLuminosity(s, luminosity(b), out),
  luminosity: (b, s, out) => setLuminosity(b, luminosity(s), out),
  'darker-color': (b, s, out) => out.set(luminosity(s) < luminosity(b) ? s : b),
  'lighter-color': (b, s, out) => out.set(luminosity(s) > luminosity(b) ? s : b),
};

function luminosity(c: Float64Array): number {
  return 0.3 * (c[0] as number) + 0.59 * (c[1] as number) + 0.11 * (c[2] as number);
}

function largest(c: Float64Array): number {
  return Math.max(c[0] as number, c[1] as number, c[2] as number);
}

function smallest(c: Float64Array): number {
  return Math.min(c[0] as number, c[1] as number, c[2] as number);
}

function saturation(c: Float64Array): number {
  return largest(c) - smallest(c);
}

function setSaturation(c: Float64Array, to: number, out: Float64Array): void {
  const low = smallest(c);
  const range = largest(c) - low;
  for (let i = 0; i < 3; i++) out[i] = range <= 0 ? 0 : (((c[i] as number) - low) * to) / range;
}

function setLuminosity(c: Float64Array, to: number, out: Float64Array): void {
  const shift = to - luminosity(c);
  for (let i = 0; i < 3; i++) out[i] = (c[i] as number) + shift;
  const light = luminosity(out);
  const low = smallest(out);
  const high = largest(out);
  for (let i = 0; i < 3; i++) {
    let value = out[i] as number;
    if (low < 0) value = light + ((value - light) * light) / (light - low);
    if (high > 1) value = light + ((value - light) * (1 - light)) / (high - light);
    out[i] = Math.min(1, Math.max(0, value));
  }
}
