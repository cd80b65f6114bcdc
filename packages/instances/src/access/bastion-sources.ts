import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Reference, Token, Tokenization } from 'aws-cdk-lib/core';
import { failure } from '../private/errors';

/** The widest ranges that can be one organisation's: 10.0.0.0/8, and what a registry hands to the largest of them. */
const SHORTEST_PREFIX = { ipv4: 8, ipv6: 16 } as const;

/** Fails unless each source is narrow enough to be somebody's. */
export function checkSources(sources: readonly ec2.IPeer[]): void {
  if (sources.length === 0) {
    throw failure(
      'BastionSourcesMissing',
      `allowFrom is empty, so nobody could reach the bastion; name the address ranges that people come from, ` +
        `for example ec2.Peer.ipv4('198.51.100.0/24')`,
    );
  }
  for (const source of sources) {
    const { cidrIp, cidrIpv6, sourcePrefixListId } = source.toIngressRuleConfig();
    const ranges = [cidrIp, cidrIpv6].filter((range) => range !== undefined);
    const listed = sourcePrefixListId === undefined ? [] : entriesOf(sourcePrefixListId);
    const wide = ranges.find(isTooWide);
    if (wide !== undefined) {
      throw failure(
        'BastionSourceTooWide',
        `allowFrom holds ${wide}, ${explained(wide)}; ` +
          `name the ranges that people come from, or use HostAccess.sessionManager(), which opens no port`,
      );
    }
    const wideEntry = listed.find(isTooWide);
    if (wideEntry !== undefined) {
      throw failure(
        'BastionSourceTooWide',
        `allowFrom holds a prefix list with the entry ${wideEntry}, ${explained(wideEntry)}; take the entry out, ` +
          `or use HostAccess.sessionManager(), which opens no port`,
      );
    }
  }
}

/** What a prefix list of the same app holds; of others only the id is known. */
function entriesOf(prefixListId: string): string[] {
  const reference = Tokenization.reverseString(prefixListId).firstToken;
  const target = Reference.isReference(reference) ? reference.target : undefined;
  const entries = target instanceof ec2.CfnPrefixList ? target.entries : undefined;
  return (Array.isArray(entries) ? entries : []).flatMap((entry) => ('cidr' in entry ? [entry.cidr] : []));
}

function isTooWide(range: string): boolean {
  if (Token.isUnresolved(range)) {
    return false;
  }
  return prefixLength(range) < shortest(range);
}

function explained(range: string): string {
  return prefixLength(range) === 0
    ? 'which is the whole internet'
    : `which is wider than any organisation's network (at least /${shortest(range)})`;
}

function shortest(range: string): number {
  return range.includes(':') ? SHORTEST_PREFIX.ipv6 : SHORTEST_PREFIX.ipv4;
}

function prefixLength(range: string): number {
  return Number(range.split('/')[1]);
}
