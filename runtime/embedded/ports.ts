import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * The port, known to be free a moment ago; 0 gives any free one.
 * Throws a sentence that names the port and the setting that chooses another.
 */
export async function claimPort(options: {
  /** What will listen there, e.g. 'the API'. */
  name: string;
  host: string;
  preferred: number;
  /** The environment variable that chooses another port. */
  setting: string;
}): Promise<number> {
  const { name, host, preferred, setting } = options;
  return new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'is already taken by another program'
          : error.code === 'EACCES'
            ? 'may not be opened by this user'
            : `cannot be opened (${error.message})`;
      reject(
        new Error(
          `Port ${preferred} on ${host}, meant for ${name}, ${why}. ` +
            `Stop that program or choose another port with ${setting}=<number> (0 = any free port).`,
        ),
      );
    });
    server.listen({ host, port: preferred, exclusive: true }, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
