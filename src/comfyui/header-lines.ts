import type { ServerAddress } from './address';
import { headerInvalid, headersInvalid, secretInTheOpen } from './errors';

/** A header that a person wants to be sent to their server; its value is a secret. */
export interface HeaderLine {
  readonly name: string;
  readonly value: string;
}

const MAX_LINES = 8;
const MAX_CHARACTERS = 4096;
/** Characters of a line beside its name and value: colon, space and line end. */
const SEPARATORS = 3;
const NAME = /^[!#$%&'*+.^_`|~\w-]{1,100}$/;
/** Visible ASCII and spaces inside: what every way of sending takes. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** What a page may not set, or what would change how an answer is read. */
const RESERVED =
  /^(?:accept-charset|accept-encoding|access-control-.*|connection|content-.*|cookie2?|date|dnt|expect|host|keep-alive|origin|permissions-policy|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;

/**
 * Lines `name: value`, empty ones aside.
 *
 * @throws ServerError `comfy-headers-invalid`, which names the line by its number, never its text
 */
export function parseHeaderLines(text: string): readonly HeaderLine[] {
  let found: readonly HeaderLine[] = [];
  for (const [index, typed] of text.split(/\r?\n/).entries()) {
    if (typed.trim() === '') continue;
    const line = text.length > MAX_CHARACTERS ? null : headerLine(typed, found);
    if (line === null) throw headersInvalid(index + 1);
    found = [...found, line];
  }
  return found;
}

/**
 * The lines with one more, as it was typed by itself.
 *
 * @throws ServerError `comfy-header-invalid`
 */
export function withHeaderLine(lines: readonly HeaderLine[], typed: string): readonly HeaderLine[] {
  const line = headerLine(typed, lines);
  const length = [...lines, ...(line === null ? [] : [line])].reduce(
    (sum, { name, value }) => sum + name.length + value.length + SEPARATORS,
    0,
  );
  if (line === null || length > MAX_CHARACTERS) throw headerInvalid();
  return [...lines, line];
}

/** null: it cannot be sent, or not beside the others. */
function headerLine(typed: string, others: readonly HeaderLine[]): HeaderLine | null {
  const colon = typed.indexOf(':');
  const name = typed.slice(0, Math.max(0, colon)).trim();
  const value = typed.slice(colon + 1).trim();
  const isRepeated = others.some((other) => other.name.toLowerCase() === name.toLowerCase());
  const isUsable = NAME.test(name) && VALUE.test(value) && !RESERVED.test(name);
  return isUsable && !isRepeated && others.length < MAX_LINES ? { name, value } : null;
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
