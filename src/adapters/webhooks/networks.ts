import { BlockList, isIP } from 'node:net';

/** Part of the address space, such as `10.0.0.0/8`. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Null where a text is none. */
export function networkOf(text: string): Network | null {
  const [, address = '', prefix = ''] = /^([0-9A-Fa-f.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  if (version === 0 || Number(prefix) > longest) return null;
  return { address, prefix: Number(prefix), family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** What nobody outside can be at: the special purpose registry of IANA, multicast and what is reserved. */
const NOT_PUBLIC_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** All that is given out to anybody, and what of it is for special purposes, tunnels into IPv4 among them. */
const PUBLIC_IPV6 = ['2000::/3'];
const NOT_PUBLIC_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of networks) add(list, networkOf(text));
  return list;
}

function add(list: BlockList, network: Network | null): void {
  if (network !== null) list.addSubnet(network.address, network.prefix, network.family);
}

const notPublicIpv4 = listOf(NOT_PUBLIC_IPV4);
const publicIpv6 = listOf(PUBLIC_IPV6);
const notPublicIpv6 = listOf(NOT_PUBLIC_IPV6);

/** IPv4 within IPv6, as `::ffff:127.0.0.1` and `::ffff:7f00:1` are. */
const mappedIpv4 = listOf(['::ffff:0:0/96']);

/** Tells the addresses that may be sent to. @param allowed networks that may be, though they are not public */
export function addressRule(allowed: readonly Network[]): (address: string) => boolean {
  const allowedToo = new BlockList();
  for (const network of allowed) add(allowedToo, network);
  return (address) => {
    const version = isIP(address);
    if (version === 0) return false;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    if (allowedToo.check(address, family)) return true;
    if (family === 'ipv4') return !notPublicIpv4.check(address, family);
    // Whoever means an IPv4 address can say so.
    if (mappedIpv4.check(address, family)) return false;
    return publicIpv6.check(address, family) && !notPublicIpv6.check(address, family);
  };
}
