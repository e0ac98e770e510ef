import type { Value } from '../graph';
import { expectSameDtype, reject } from './expect';
import { concat, slice } from './shape';

/**
 * Most queries × keys × width of a head. With more the wasm runtime's attention overflows its
 * 32-bit sizes; on a device without fused attention, scores of that many would not fit either.
 */
const MAX_PRODUCTS = 2 ** 30 - 1;

/**
 * Attention of each head: softmax(q·kᵀ/√d)·v, d the width of one head. q [n, tokens, heads·d], k
 * and v [n, others, heads·d] → [n, tokens, heads·d]. `causal`: a token sees itself and those before
 * it. Very long sequences ask in several parts, which gives the same numbers.
 */
export function attention(q: Value, k: Value, v: Value, heads: number, causal = false): Value {
  const [n = 0, tokens = 0, width = 0] = q.shape;
  const [batch = 0, others = 0, keyWidth = 0] = k.shape;
  if (q.shape.length !== 3 || width % heads !== 0) {
    reject('attention', `needs [n, tokens, ${heads} · d]`, q);
  }
  const fits = batch === n && keyWidth === width && v.shape.join() === k.shape.join();
  if (!fits) reject('attention', 'q, k and v do not fit', q, k, v);
  const rows = Math.floor(MAX_PRODUCTS / (others * (width / heads)));
  if (tokens <= rows || causal) return multiHead(q, k, v, heads, causal);
  const parts = Math.ceil(tokens / rows);
  const start = (part: number): number => Math.round((part * tokens) / parts);
  const asked = (part: number): Value =>
    multiHead(slice(q, 1, start(part), start(part + 1)), k, v, heads, causal);
  return concat([asked(0), ...Array.from({ length: parts - 1 }, (_, i) => asked(i + 1))], 1);
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
