/**
 * @typedef {object} StoredTensor
 * @property {string} name
 * @property {'F32' | 'F16'} dtype
 * @property {number[]} shape
 * @property {Buffer} bytes
 */

/**
 * A .safetensors file: header length, JSON header padded with spaces to 8 bytes, then the tensors,
 * 32-bit ones first so that everything lies aligned.
 * @param {StoredTensor[]} tensors
 * @param {Record<string, string>} metadata
 */
export function encodeSafetensors(tensors, metadata) {
  const ordered = [
    ...tensors.filter((tensor) => tensor.dtype === 'F32'),
    ...tensors.filter((tensor) => tensor.dtype === 'F16'),
  ];
  /** @type {Record<string, unknown>} */
  const header = { __metadata__: metadata };
  let end = 0;
  for (const { name, dtype, shape, bytes } of ordered) {
    header[name] = { dtype, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
  }
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...ordered.map((tensor) => tensor.bytes)]);
}
