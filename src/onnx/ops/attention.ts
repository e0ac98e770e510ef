import type { Value } from '../graph';
import { softmax } from './activation';
import { mul, scalar } from './elementwise';
import { expectSameDtype, reject } from './expect';
import { batchedMatmul } from './linear';
import { concat, slice, transpose } from './shape';
import { spans, type Span } from './spans';

/**
 * queries × keys × width of a head: with more the wasm runtime's attention overflows its 32-bit
 * sizes.
 */
const MAX_PRODUCTS = 2 ** 30 - 1;

/** Channels of a head up to which WebGPU's fused attention is the one that is made for many queries. */
const MAX_FUSED_WIDTH = 128;

/** Queries whose scores lie in memory at a time: 64 MiB for a picture of 1,024 × 1,024 pixels. */
const QUERIES_AT_A_TIME = 1024;

/**
 * softmax(q·kᵀ/√d)·v for each head, d the width of one head. q [n, tokens, heads·d], k and v
 * [n, others, heads·d] → [n, tokens, heads·d]. `causal`: a token sees itself and those before it.
 */
export function attention(q: Value, k: Value, v: Value, heads: number, causal = false): Value {
  const [n = 0, , width = 0] = q.shape;
  const [batch = 0, others = 0, keyWidth = 0] = k.shape;
  if (q.shape.length !== 3 || width % heads !== 0) {
    reject('attention', `needs [n, tokens, ${heads} · d]`, q);
  }
  const fits = batch === n && keyWidth === width && v.shape.join() === k.shape.join();
  if (!fits) reject('attention', 'q, k and v do not fit', q, k, v);
  const whole = (): Value => multiHead(q, k, v, heads, causal);
  const [answers] = q.graph.perDevice({
    wasm: () => {
      const rows = Math.floor(MAX_PRODUCTS / (others * (width / heads)));
      return [causal ? whole() : inParts(q, rows, (part) => multiHead(part, k, v, heads, false))];
    },
    webgpu: () => {
      const { multiplyAddsAtOnce } = q.graph;
      if (heads === 1 && !causal && width > MAX_FUSED_WIDTH) {
        const rows = multiplyAddsAtOnce / (n * others * width);
        return [byProducts(q, k, v, Math.min(QUERIES_AT_A_TIME, rows))];
      }
      const rows = multiplyAddsAtOnce / (2 * n * others * width);
      return [causal ? whole() : inParts(q, rows, (part) => multiHead(part, k, v, heads, false))];
    },
  });
  return answers;
}

/** Queries in equal parts of at most `rows`, which gives the same numbers. */
function inParts(q: Value, rows: number, answer: (part: Value) => Value): Value {
  const [first, ...others] = spans(q.shape[1] ?? 0, rows);
  if (others.length === 0) return answer(q);
  const asked = ({ from, to }: Span): Value => answer(slice(q, 1, from, to));
  return concat([asked(first), ...others.map(asked)], 1);
}

/** One head as plain products, whose kernels are faster than a fused one for a single query. */
function byProducts(q: Value, k: Value, v: Value, rows: number): Value {
  const scaled = mul(q, scalar(q.graph, 1 / Math.sqrt(q.shape[2] ?? 1), q.dtype));
  const keys = transpose(k, [0, 2, 1]);
  return inParts(scaled, rows, (part) => batchedMatmul(softmax(batchedMatmul(part, keys)), v));
}

function multiHead(q: Value, k: Value, v: Value, heads: number, causal: boolean): Value {
  const [n = 0, tokens = 0, width = 0] = q.shape;
  const [, others = 0] = k.shape;
  return q.graph.node(
    {
      op: 'MultiHeadAttention',
      domain: 'com.microsoft',
      inputs: [q, k, v],
      attributes: { num_heads: heads, ...(causal && { unidirectional: 1 }) },
      multiplyAdds: 2 * n * tokens * others * width,
    },
    { dtype: expectSameDtype('attention', q, k, v), shape: q.shape },
  );
}
