/** A word that nobody has used. Pages without a secure context have no `crypto.randomUUID`. */
export function uniqueWord(): string {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A UUID in the form of version 4, as servers ask for, that stands for a hash: the same one for the same.
 * @param hash at least 32 hexadecimal digits in lower case
 */
export function uuidOfHash(hash: string): string {
  const variant = '89ab'.charAt(parseInt(hash.charAt(16), 16) % 4);
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`];
  return [...parts, `${variant}${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
}
