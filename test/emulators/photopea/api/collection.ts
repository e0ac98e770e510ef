import { CatchableError, hostObject, type HostObject, type Members } from '../script/values';

export interface Item {
  readonly name: string;
  readonly handle: () => HostObject;
}

/** `length`, `[i]`, `getByName` and what `more` adds. `silentMiss`: a miss is undefined, not an error. */
export function collection(
  className: string,
  items: () => readonly Item[],
  more: Members = {},
  silentMiss = false,
): HostObject {
  const getByName = ([name]: readonly unknown[]): unknown => {
    const hit = items().find((item) => item.name === name);
    if (hit) return hit.handle();
    if (silentMiss) return undefined;
    throw new CatchableError(`No layer with a name ${String(name)}`);
  };
  return hostObject(
    className,
    { length: { get: () => items().length }, getByName, ...more },
    { at: (key) => (/^\d+$/.test(key) ? items()[Number(key)]?.handle() : undefined) },
  );
}
