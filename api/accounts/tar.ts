const blockBytes = 512;

/** The header of one file. Source: POSIX.1-1988 (ustar). Names are ASCII, at most 100 characters. */
function tarHeader(name: string, sizeBytes: number, at: Date): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, length: number): string =>
    `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0, 100, 'ascii');
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(sizeBytes, 12), 124);
  header.write(octal(Math.floor(at.getTime() / 1000), 12), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Files one after the other as a tar archive. */
export async function* tar(
  files: AsyncIterable<{ readonly name: string; readonly bytes: Uint8Array }>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes } of files) {
    yield tarHeader(name, bytes.byteLength, at);
    yield bytes;
    const rest = bytes.byteLength % blockBytes;
    if (rest > 0) yield Buffer.alloc(blockBytes - rest);
  }
  yield Buffer.alloc(2 * blockBytes);
}
