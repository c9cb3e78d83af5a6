import { Resolver } from 'node:dns/promises';
import { domainToASCII } from 'node:url';

export interface MailDomains {
  /** False only where DNS says that nobody takes mail for the domain; true where it does not answer in time. */
  takesMail(domain: string): Promise<boolean>;
}

const limitMs = 3000;

/** What DNS has of a name; nothing where it says that there is none. */
async function found<T>(asked: Promise<readonly T[]>): Promise<readonly T[]> {
  return asked.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') return [];
    throw error;
  });
}

/**
 * Asks DNS for the domain's mail servers, and where there are none for its own address, which then takes its mail.
 * A domain can say that it takes none. Sources: RFC 5321, 5.1; RFC 7505.
 */
export function createMailDomains(
  options: { readonly servers?: readonly string[]; readonly limitMs?: number } = {},
): MailDomains {
  const limit = options.limitMs ?? limitMs;
  return {
    async takesMail(domain) {
      const name = domainToASCII(domain);
      if (name === '') return false;
      // One for each question: at the limit everything that it asks is called off.
      const resolver = new Resolver({ timeout: limit, tries: 1 });
      if (options.servers) resolver.setServers(options.servers);
      const timer = setTimeout(() => resolver.cancel(), limit);
      try {
        const servers = await found(resolver.resolveMx(name));
        if (servers.length > 0) {
          return servers.some(({ exchange }) => exchange !== '' && exchange !== '.');
        }
        const addresses = await Promise.all([
          found(resolver.resolve4(name)),
          found(resolver.resolve6(name)),
        ]);
        return addresses.flat().length > 0;
      } catch {
        // DNS away says nothing about the address.
        return true;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
