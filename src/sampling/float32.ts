const f = Math.fround;

/** a·b + c with one rounding to float32; the double product of two floats is exact. */
function fma(a: number, b: number, c: number): number {
  return f(a * b + c);
}

const LOG2_E = f(Math.LOG2E);
/** ln 2 in two parts, so that the argument reduction keeps its last bits. */
const LN2_HIGH = f(0.693145751953125);
const LN2_LOW = f(1.428606765330187e-6);
/** Minimax polynomial of (e^s − 1 − s) / s² on |s| ≤ ln 2 / 2, highest power first. */
const COEFFICIENTS = [
  1.98527617612853646e-4, 1.39304355252534151e-3, 8.33336077630519867e-3, 4.16664853692054749e-2,
  1.66666671633720398e-1, 5e-1,
];

/**
 * e^x as vectorised float32 libraries compute it (SLEEF, Shibata and Petrogalli 2020: error up to
 * one unit in the last place). The sinusoidal embedding multiplies this by up to 1024, where a
 * correctly rounded value would differ from the reference's by 1e-4.
 */
export function expFloat32(x: number): number {
  const d = f(x);
  const power = Math.round(f(d * LOG2_E));
  const s = fma(power, -LN2_LOW, fma(power, -LN2_HIGH, d));
  let u = 0;
  for (const coefficient of COEFFICIENTS) u = fma(u, s, f(coefficient));
  return f(1 + fma(f(s * s), u, s)) * 2 ** power;
}
