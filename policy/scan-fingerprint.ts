/** Hashes that are kept of one page: enough to tell two invoices of one seller apart. */
const kept = 32;
/** A page with fewer numbers says too little about which document it is. */
const fewest = 8;

/**
 * What a document is recognised by when it comes again as another picture: the smallest hashes of the words that hold
 * a digit (numbers, dates, amounts). What all invoices of a seller have in common is left out. Null: too few numbers.
 */
export function fingerprintOf(words: readonly { readonly text: string }[]): string | null {
  const hashes = new Set<number>();
  for (const { text } of words) {
    const core = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
    if (core.length > 1 && /\d/.test(core)) hashes.add(hashOf(core));
  }
  if (hashes.size < fewest) return null;
  return [...hashes]
    .sort((a, b) => a - b)
    .slice(0, kept)
    .map((hash) => hash.toString(36))
    .join(' ');
}

/** How alike two documents are, from 0 to 1: the share of numbers that both have, estimated from the hashes. */
export function likeness(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split(' ').map((hash) => parseInt(hash, 36)));
  if (!a || !b) return 0;
  const union = [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, kept);
  const [inA, inB] = [new Set(a), new Set(b)];
  return union.filter((hash) => inA.has(hash) && inB.has(hash)).length / union.length;
}

/** From here on two documents are taken to be the same one; reading a scan twice changes a word in ten. */
export const sameDocument = 0.75;

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash;
}
