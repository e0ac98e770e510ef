import type { ServerAddress } from './address';
import { headerInvalid, secretInTheOpen } from './errors';

/** A header that a person wants to be sent to their server; its value is a secret. */
export interface HeaderLine {
  readonly name: string;
  readonly value: string;
}

const MAX_LINES = 8;
const MAX_CHARACTERS = 4096;
const NAME = /^[!#$%&'*+.^_`|~\w-]{1,100}$/;
/** Visible ASCII and spaces inside: what every way of sending takes. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** What a page may not set, or what would change how an answer is read. */
const RESERVED =
  /^(?:accept-charset|accept-encoding|access-control-.*|connection|content-.*|cookie2?|date|dnt|expect|host|keep-alive|origin|permissions-policy|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;

/**
 * Lines `name: value`, empty ones aside.
 *
 * @throws ServerError `comfy-header-invalid`, which names the line by its number, never its text
 */
export function parseHeaderLines(text: string): readonly HeaderLine[] {
  if (text.length > MAX_CHARACTERS) throw headerInvalid(1);
  const found: HeaderLine[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    const value = line.slice(colon + 1).trim();
    const isRepeated = found.some((other) => other.name.toLowerCase() === name.toLowerCase());
    const isUsable = NAME.test(name) && VALUE.test(value) && !RESERVED.test(name) && !isRepeated;
    if (!isUsable || found.length >= MAX_LINES) throw headerInvalid(index + 1);
    found.push({ name, value });
  }
  return found;
}

/** The lines as they may be shown: names only. */
export function maskedLines(lines: readonly HeaderLine[]): string {
  return lines.map(({ name }) => `${name}: ••••••••`).join('\n');
}

/** Whether headers would cross a network that others can listen to. */
export function isInTheOpen(
  { isSecure, reach }: Pick<ServerAddress, 'isSecure' | 'reach'>,
  lines: readonly HeaderLine[],
): boolean {
  return lines.length > 0 && !isSecure && reach !== 'loopback';
}

/** @throws ServerError `comfy-secret-in-the-open` unless the person has `allowed` it */
export function refuseInTheOpen(
  address: ServerAddress,
  lines: readonly HeaderLine[],
  allowed: boolean,
): void {
  if (!allowed && isInTheOpen(address, lines)) throw secretInTheOpen(address.origin);
}
