const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codes = new Uint8Array(64).map((_, at) => alphabet.charCodeAt(at));
const values = new Int16Array(128).fill(-1);
for (let at = 0; at < 64; at++) values[alphabet.charCodeAt(at)] = at;

/** Base64 of the bytes (RFC 4648, with padding). Linear, for attachments of many MB. */
export function toBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(61);
  let to = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const a = bytes[from] ?? 0;
    const b = bytes[from + 1] ?? 0;
    const c = bytes[from + 2] ?? 0;
    out[to++] = codes[a >> 2] ?? 0;
    out[to++] = codes[((a & 3) << 4) | (b >> 4)] ?? 0;
    if (from + 1 < bytes.length) out[to] = codes[((b & 15) << 2) | (c >> 6)] ?? 0;
    to++;
    if (from + 2 < bytes.length) out[to] = codes[c & 63] ?? 0;
    to++;
  }
  return new TextDecoder('utf-8').decode(out);
}

/** The bytes, or null where the text is not base64. White space is skipped. */
export function fromBase64(text: string): Uint8Array | null {
  const out = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let to = 0;
  let bits = 0;
  let held = 0;
  let padding = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || code === 10 || code === 13) continue;
    if (code === 61) {
      padding++;
      continue;
    }
    const value = code < 128 ? (values[code] ?? -1) : -1;
    if (value < 0 || padding > 0) return null;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[to++] = (held >> bits) & 255;
    }
  }
  return padding > 2 || bits >= 6 ? null : out.subarray(0, to);
}
