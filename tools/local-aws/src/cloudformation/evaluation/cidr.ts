import { isIPv4, isIPv6 } from 'node:net';
import { templateError } from '../errors';

/** `Fn::Cidr`: the first `count` blocks of `bits` host bits (8 unless given) inside `block`. */
export function subnets(block: string, count: number, bits = 8): string[] {
  const [address = '', length = ''] = block.split('/');
  const width = isIPv4(address) ? 32 : isIPv6(address) ? 128 : undefined;
  const prefix = Number(length);
  if (width === undefined || length === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > width) {
    throw templateError(`Fn::Cidr contains an invalid CIDR block: ${block}`);
  }
  if (!Number.isInteger(count) || count < 1 || count > 256) {
    throw templateError(`Fn::Cidr takes a count of 1 to 256, got ${count}`);
  }
  const size = 1n << BigInt(bits);
  const hosts = 1n << BigInt(width - prefix);
  if (size * BigInt(count) > hosts) {
    throw templateError(`Fn::Cidr cannot fit ${count} blocks of ${bits} host bits into ${block}`);
  }
  const start = (toNumber(address, width) / hosts) * hosts;
  return Array.from({ length: count }, (_, index) => {
    const first = start + BigInt(index) * size;
    return `${toAddress(first, width)}/${width - bits}`;
  });
}

function toNumber(address: string, width: 32 | 128): bigint {
  if (width === 32) {
    return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  }
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const before = groups(head);
  const after = groups(tail);
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function toAddress(value: bigint, width: 32 | 128): string {
  if (width === 32) {
    return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  }
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt((7 - index) * 16)) & 65535n).toString(16));
  return compress(groups.join(':'));
}

/** The shortest way to write an IPv6 address: Node's own, which a URL host shows. */
function compress(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
