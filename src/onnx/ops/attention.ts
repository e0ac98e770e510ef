import type { Value } from '../graph';
import { expectSameDtype, reject } from './expect';

/**
 * softmax(q·kᵀ/√d)·v for each head, d the width of one head. q [n, tokens, heads·d], k and v
 * [n, others, heads·d] → [n, tokens, heads·d]. `causal`: a token sees itself and those before it.
 */
export function attention(q: Value, k: Value, v: Value, heads: number, causal = false): Value {
  const [n = 0, tokens = 0, width = 0] = q.shape;
  const [batch = 0, others = 0, keyWidth = 0] = k.shape;
  if (q.shape.length !== 3 || width % heads !== 0) {
    reject('attention', `needs [n, tokens, ${heads} · d]`, q);
  }
  const fits = batch === n && keyWidth === width && v.shape.join() === k.shape.join();
  if (!fits) reject('attention', 'q, k and v do not fit', q, k, v);
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
