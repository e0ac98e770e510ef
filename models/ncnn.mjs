/** Reader for ncnn networks: a text file with the layers, a binary file with their weights in order. */

const PARAM_MAGIC = '7767517';
/** Flag before a convolution's weights: 16-bit floats follow. 0 would be 32-bit. */
const HALF_FLAG = 0x01306b47;

/**
 * @typedef {object} Layer
 * @property {string} type
 * @property {string} name
 * @property {string[]} inputs
 * @property {string[]} outputs
 * @property {Map<number, number>} params
 */

/** @param {string} text @returns {Layer[]} */
export function parseParam(text) {
  const [magic, counts = '', ...lines] = text.trimEnd().split('\n');
  if (magic?.trim() !== PARAM_MAGIC) throw new Error('not an ncnn .param file');
  const layers = lines.map(parseLayer);
  const [layerCount] = counts.trim().split(/\s+/).map(Number);
  if (layers.length !== layerCount) {
    throw new Error(`${layers.length} layers where ${layerCount} are announced`);
  }
  return layers;
}

/** `Type name nIn nOut inputs… outputs… key=value…` @param {string} line @returns {Layer} */
function parseLayer(line) {
  const [type = '', name = '', nIn, nOut, ...rest] = line.trim().split(/\s+/);
  const inputs = rest.slice(0, Number(nIn));
  const outputs = rest.slice(inputs.length, inputs.length + Number(nOut));
  const params = new Map();
  for (const pair of rest.slice(inputs.length + outputs.length)) {
    const [key, value] = pair.split('=').map(Number);
    if (!Number.isInteger(key) || Number.isNaN(value)) throw new Error(`${name}: "${pair}"`);
    params.set(key, value);
  }
  if (inputs.length !== Number(nIn) || outputs.length !== Number(nOut)) {
    throw new Error(`${name}: inputs or outputs are missing`);
  }
  return { type, name, inputs, outputs, params };
}

/**
 * Takes raw weights in the order of the layers. `end` insists that nothing is left.
 * @param {Buffer} bin
 */
export function weightReader(bin) {
  let position = 0;
  /** @param {number} length */
  const take = (length) => {
    if (position + length > bin.length) throw new Error(`weights end at byte ${bin.length}`);
    position += length;
    return bin.subarray(position - length, position);
  };
  return {
    /** @param {number} count 32-bit floats without a flag: biases and slopes. */
    floats: (count) => take(4 * count),
    /** @param {number} count 16-bit floats behind their flag, padded to 4 bytes. */
    halves(count) {
      const flag = take(4).readUInt32LE();
      if (flag !== HALF_FLAG) throw new Error(`flag ${flag.toString(16)}: not 16-bit floats`);
      const values = take(2 * count);
      take((4 - ((2 * count) % 4)) % 4);
      return values;
    },
    end() {
      if (position !== bin.length) throw new Error(`${bin.length - position} bytes are left over`);
    },
  };
}
