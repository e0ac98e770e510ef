import { cast } from '../../src/onnx/ops/elementwise';
import type { Tensor } from '../../src/onnx/session';
import type { Tap } from '../../src/networks/tap';

/** Makes outputs of the values inside a network that it shows. */
export function graphOutputs(): {
  readonly tap: Tap;
  readonly names: readonly string[];
  value(outputs: Readonly<Record<string, Tensor>>, name: string): Float32Array;
} {
  const names: string[] = [];
  return {
    names,
    tap(name, value) {
      names.push(name);
      value.graph.output(`tap.${name}`, cast(value, 'float32'));
    },
    value(outputs, name) {
      const tensor = outputs[`tap.${name}`];
      if (tensor === undefined) throw new RangeError(`nothing was shown as ${name}`);
      return tensor.data;
    },
  };
}
