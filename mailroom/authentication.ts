import { authenticate } from 'mailauth';

/** Answers DNS questions as Node's `dns.promises.resolve` does. */
export type Resolver = (name: string, type: string) => Promise<unknown>;

export interface Handover {
  readonly remoteAddress: string;
  readonly helo: string;
  readonly sender: string;
}

/** A name server that does not answer does not hold up a mail: the result is then `temperror`. */
const patienceMs = 5000;

/** What SPF, DKIM and DMARC say of a mail, by name; kept with it, and not a reason to refuse it. */
export async function authenticateMail(
  raw: Uint8Array,
  { remoteAddress, helo, sender }: Handover,
  resolver: Resolver,
): Promise<Record<string, string>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    const checked = await Promise.race([
      authenticate(Buffer.from(raw), {
        ip: remoteAddress,
        helo,
        sender,
        mta: 'autoinvoice',
        resolver: resolver as never,
        disableArc: true,
        disableBimi: true,
      }),
      late,
    ]);
    if (!checked) return unknown;
    const dkim = checked.dkim?.results ?? [];
    return {
      spf: resultOf(checked.spf),
      dkim: dkim.some((each) => resultOf(each) === 'pass') ? 'pass' : resultOf(dkim[0]),
      dmarc: resultOf(checked.dmarc),
    };
  } catch {
    return unknown;
  } finally {
    clearTimeout(timer);
  }
}

const unknown = { spf: 'temperror', dkim: 'temperror', dmarc: 'temperror' };

const resultOf = (checked: unknown): string => {
  const status = (checked as { status?: { result?: unknown } } | null | undefined)?.status?.result;
  return typeof status === 'string' ? status : 'none';
};
