/** The constructors of the realm that the plugin runs in: what it gets is made with them. */
export interface Intrinsics {
  readonly Error: ErrorConstructor;
  readonly Promise: PromiseConstructor;
  readonly JSON: JSON;
  readonly ReferenceError: ReferenceErrorConstructor;
  readonly ArrayBuffer: ArrayBufferConstructor;
  readonly Uint8Array: Uint8ArrayConstructor;
  readonly Uint16Array: Uint16ArrayConstructor;
  readonly Float32Array: Float32ArrayConstructor;
}

export const OWN_INTRINSICS: Intrinsics = {
  Error,
  Promise,
  JSON,
  ReferenceError,
  ArrayBuffer,
  Uint8Array,
  Uint16Array,
  Float32Array,
};
