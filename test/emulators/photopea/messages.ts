import type { Rules } from './rules';

/** What the editor makes of a message, before it does anything. */
export type Incoming =
  | { readonly kind: 'script'; readonly text: string }
  | { readonly kind: 'picture'; readonly bytes: Uint8Array }
  | { readonly kind: 'ignored' };

const ADVERTS = ['amp-', '0=goog', '3PCoo', 'ima://'];
const INTERNAL = ['--ur ', '--ot ', '--et '];
const IGNORED: Incoming = { kind: 'ignored' };

function isIgnored(rules: Rules, text: string): boolean {
  const starts = (prefix: string): boolean => text.startsWith(prefix);
  return (
    (starts('{') && rules('PP-3-brace-string-ignored')) ||
    (ADVERTS.some(starts) && rules('PP-3-advert-string-ignored')) ||
    (INTERNAL.some(starts) && rules('PP-3-internal-command')) ||
    (text.trim() === '' && !rules('PP-3-blank-script'))
  );
}

export function readMessage(rules: Rules, message: unknown): Incoming {
  if (typeof message === 'string') {
    return isIgnored(rules, message) ? IGNORED : { kind: 'script', text: message };
  }
  if (message instanceof ArrayBuffer) {
    const opens = rules('PP-3-picture-opens');
    return opens ? { kind: 'picture', bytes: new Uint8Array(message) } : IGNORED;
  }
  return rules('PP-3-objects-ignored') ? IGNORED : { kind: 'script', text: '' };
}
