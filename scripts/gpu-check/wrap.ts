/** Puts a method that calls the original one in its place, for all objects of a class. */
export function wrap<T extends object, K extends keyof T>(
  prototype: T,
  name: K,
  around: (original: T[K]) => T[K],
): void {
  const value = around(prototype[name]);
  Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
}
