/** Ranges of IPv4 that lead to no public host: first address and length of the prefix. Source: RFC 6890 and its registry. */
const reserved: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

const readIpv4 = (text: string): number | null => {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
};

const isInside = (address: number, first: string, prefix: number): boolean => {
  const size = 2 ** (32 - prefix);
  return Math.floor(address / size) === Math.floor((readIpv4(first) ?? 0) / size);
};

/** What an address that was looked up, or that stands in a URL without its brackets, leads to; null: it is no address. */
export function reachOf(address: string): 'public' | 'private' | null {
  const v4 = readIpv4(address);
  if (v4 !== null)
    return reserved.some(([first, prefix]) => isInside(v4, first, prefix)) ? 'private' : 'public';
  if (!address.includes(':')) return null;
  return isPublicIpv6(address) ? 'public' : 'private';
}

/**
 * Global unicast (2000::/3) without what tunnels to IPv4 (6to4, Teredo), benchmarks and documentation.
 * Everything else is private: loopback, link-local, unique local, multicast, IPv4 in disguise, what cannot be read.
 */
function isPublicIpv6(address: string): boolean {
  const [head = '', next = ''] = address.toLowerCase().split(':');
  const first = Number.parseInt(head, 16);
  const second = next === '' ? 0 : Number.parseInt(next, 16);
  if (!(first >= 0x2000 && first <= 0x3fff)) return false;
  if (first === 0x2002) return false;
  if (first === 0x2001) return second >= 0x200 && second !== 0xdb8;
  return !(first === 0x3fff && second < 0x1000);
}
