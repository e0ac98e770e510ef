/** Threads of a workgroup. */
export const WORKGROUP = 64;

/**
 * Words of the shaders' uniform buffer: where in the bound ranges (which begin at multiples of 256
 * bytes) the results go, in 32-bit words, and what is to be done.
 */
export interface ShaderTask {
  readonly firstWord: number;
  readonly firstScaleWord: number;
  /** Threads that have work. */
  readonly count: number;
  readonly rows: number;
  readonly inputs: number;
}

export const TASK_BYTES = 32;

export function taskWords(task: ShaderTask): Uint32Array<ArrayBuffer> {
  const { firstWord, firstScaleWord, count, rows, inputs } = task;
  return Uint32Array.of(firstWord, firstScaleWord, count, rows, inputs, 0, 0, 0);
}

const TASK = /* wgsl */ `
struct Task { first_word: u32, first_scale_word: u32, count: u32, rows: u32, inputs: u32 }
@group(0) @binding(0) var<uniform> task: Task;
@group(0) @binding(1) var<storage, read> stored: array<u32>;
@group(0) @binding(2) var<storage, read_write> made: array<u32>;
`;

/**
 * The bits of a 16-bit float as 32 bits, in whole numbers: WGSL leaves it open whether its own
 * conversions keep numbers below 2^-14.
 */
const HALF = /* wgsl */ `
fn half(bits: u32) -> u32 {
  let sign = (bits & 0x8000u) << 16u;
  let magnitude = bits & 0x7fffu;
  if (magnitude >= 0x7c00u) { return sign | 0x7f800000u | ((magnitude & 0x3ffu) << 13u); }
  if (magnitude < 0x400u) { return sign | bitcast<u32>(f32(magnitude) * 5.9604644775390625e-8); }
  return sign | ((magnitude << 13u) + 0x38000000u);
}
`;

/** Two 16-bit floats a thread, to 32 bits. */
export const WIDEN = /* wgsl */ `
${TASK}
${HALF}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * ${WORKGROUP}u + id.x;
  if (i >= task.count) { return; }
  let pair = stored[i];
  made[task.first_word + 2u * i] = half(pair & 0xffffu);
  made[task.first_word + 2u * i + 1u] = half(pair >> 16u);
}
`;

/**
 * Blocks of 32 numbers to whole ones of 8 or 4 bits and a scale, as `weights/quantise.ts` does on
 * the processor: the number of the largest magnitude lands on the end of the range that has one
 * more step, halves round up. A division here may be off by a last bit, so one in some ten thousand
 * numbers differs, by 1. A thread makes two blocks: their 16-bit scales share a word.
 */
export function quantiseShader(
  from: 'float16' | 'float32',
  bits: 8 | 4,
  scales: 'float16' | 'float32',
): string {
  const zero = 2 ** (bits - 1);
  const perWord = 32 / bits;
  const number =
    from === 'float16'
      ? 'bitcast<f32>(half((stored[at >> 1u] >> (16u * (at & 1u))) & 0xffffu))'
      : 'bitcast<f32>(stored[at])';
  const store =
    scales === 'float16'
      ? 'scales[task.first_scale_word + i] = first | (second << 16u);'
      : `scales[task.first_scale_word + 2u * i] = first;
  if (2u * i + 1u < blocks) { scales[task.first_scale_word + 2u * i + 1u] = second; }`;
  return /* wgsl */ `
${TASK}
@group(0) @binding(3) var<storage, read_write> scales: array<u32>;
${HALF}
${scales === 'float16' ? ROUND_TO_HALF : ''}
fn number(at: u32) -> f32 { return ${number}; }

/** Makes one block; gives the bits of its scale. */
fn block(index: u32, per_row: u32) -> u32 {
  let row = index / per_row;
  let column = (index % per_row) * 32u;
  let count = min(32u, task.inputs - column);
  let begin = row * task.inputs + column;
  var largest = 0u;
  var extreme = number(begin);
  for (var i = 0u; i < count; i++) {
    let value = number(begin + i);
    let magnitude = bitcast<u32>(value) & 0x7fffffffu;
    if (magnitude > largest) { largest = magnitude; extreme = value; }
  }
  let exact = extreme * ${-1 / zero};
  let scale_bits = ${scales === 'float16' ? 'round_to_half(bitcast<u32>(exact))' : 'bitcast<u32>(exact)'};
  let scale = bitcast<f32>(${scales === 'float16' ? 'half(scale_bits)' : 'scale_bits'});
  for (var word = 0u; word < ${32 / perWord}u; word++) {
    var codes = 0u;
    for (var i = 0u; i < ${perWord}u; i++) {
      let at = word * ${perWord}u + i;
      var code = ${zero}.0;
      if (at < count && (bitcast<u32>(scale) & 0x7fffffffu) != 0u) {
        code = clamp(floor(number(begin + at) / scale + ${zero}.5), 0.0, ${2 * zero - 1}.0);
      }
      codes |= u32(code) << (${bits}u * i);
    }
    made[task.first_word + index * ${32 / perWord}u + word] = codes;
  }
  return scale_bits;
}

@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * ${WORKGROUP}u + id.x;
  if (i >= task.count) { return; }
  let per_row = (task.inputs + 31u) / 32u;
  let blocks = task.rows * per_row;
  let first = block(2u * i, per_row);
  var second = 0u;
  if (2u * i + 1u < blocks) { second = block(2u * i + 1u, per_row); }
  ${store}
}
`;
}

/** To nearest, ties to even, as `weights/half.ts` does; WGSL leaves the rounding open. */
const ROUND_TO_HALF = /* wgsl */ `
fn round_to_half(bits: u32) -> u32 {
  let sign = (bits >> 16u) & 0x8000u;
  let magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) { return sign | 0x7e00u; }
  if (magnitude >= 0x477ff000u) { return sign | 0x7c00u; }
  if (magnitude >= 0x38800000u) {
    return sign | ((magnitude - 0x38000000u + 0xfffu + ((magnitude >> 13u) & 1u)) >> 13u);
  }
  let exponent = magnitude >> 23u;
  if (exponent < 102u) { return sign; }
  let mantissa = (magnitude & 0x7fffffu) | 0x800000u;
  let shift = 126u - exponent;
  let kept = mantissa >> shift;
  let rest = mantissa & ((1u << shift) - 1u);
  let middle = 1u << (shift - 1u);
  if (rest > middle || (rest == middle && (kept & 1u) == 1u)) { return sign | (kept + 1u); }
  return sign | kept;
}
`;
