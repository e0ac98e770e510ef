import type { Value } from '../onnx/graph';

/** Receives the values inside a network by their members' names, for comparing stage by stage. */
export type Tap = (name: string, value: Value) => void;

export const NO_TAP: Tap = () => undefined;

/** A tap that puts `prefix` before all names. */
export function tapAt(tap: Tap, prefix: string): Tap {
  return (name, value) => tap(`${prefix}${name}`, value);
}
