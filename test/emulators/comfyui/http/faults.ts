import type { Rules } from '../rules';
import type { Answer } from './answer';

/** What goes wrong with a request. */
export type HttpFault =
  /** The connection ends before the request is looked at, or when it is carried out. */
  | { readonly cut: 'before' | 'after' }
  /** … when so many bytes of its body have come. */
  | { readonly cutUploadAfter: number }
  /** … when so many bytes of the answer's body are out. */
  | { readonly cutAfter: number }
  /** No answer ever comes. */
  | { readonly silent: true }
  /** Nothing happens before this is settled. */
  | { readonly hold: Promise<unknown> }
  /** This comes in place of the right answer, and nothing is carried out. */
  | { readonly answer: Answer }
  /** The right answer with another body. */
  | { readonly change: (body: Uint8Array) => Uint8Array }
  /** The body comes in pieces of so many bytes, each when the promise of the one before is settled. */
  | { readonly pieces: number; readonly pause: (sent: number) => Promise<unknown> }
  /** The body goes on and on, up to so many bytes. */
  | { readonly endless: number };

/** Which requests. */
export interface Where {
  readonly method?: string;
  /** The path without prefix, as `/prompt`; or what it has to look like. */
  readonly path?: string | RegExp;
}

export interface Faults {
  /** The next `times` such requests go wrong. */
  add(where: Where, fault: HttpFault, times?: number): void;
  /** Takes the fault of a request; null: it goes right. */
  take(method: string, path: string): HttpFault | null;
  clear(): void;
}

export function createFaults(rules: Rules): Faults {
  let due: { readonly where: Where; readonly fault: HttpFault; times: number }[] = [];
  return {
    add: (where, fault, times = 1) => void due.push({ where, fault, times }),
    take(method, path) {
      const found = due.find(({ where }) => fits(where, method, path));
      if (found === undefined) return null;
      found.times -= 1;
      if (found.times <= 0) due = due.filter((one) => one !== found);
      return isInForce(found.fault, rules) ? found.fault : null;
    },
    clear() {
      due = [];
    },
  };
}

function isInForce(fault: HttpFault, rules: Rules): boolean {
  if ('pieces' in fault) return rules('R25-slow');
  return 'cutAfter' in fault ? rules('R25-cut') : true;
}

function fits({ method, path }: Where, asked: string, at: string): boolean {
  if (method !== undefined && method !== asked) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? at === path : path.test(at);
}
