import type { Host, Member, Settings } from './model';

/**
 * - `drain`: it is not ready, so that no more tasks should come.
 * - `replace`: it was given its time.
 * - `recovered`: what was done about it can be undone.
 * - `wait`: nothing to do, now or ever.
 */
export type Verdict = 'drain' | 'replace' | 'recovered' | 'wait';

/** What one host in service needs, whether or not the brake lets it have it. */
export function judge(
  host: Host,
  { healthy }: Pick<Member, 'healthy'>,
  { notReadyTimeout, disconnectedTimeout }: Pick<Settings, 'notReadyTimeout' | 'disconnectedTimeout'>,
  now: number,
): Verdict {
  const { said, care, status, agentConnected } = host;
  const repairedSince = care['under-repair'];
  if (!healthy) {
    return 'wait'; // its group replaces it, whoever said so
  }
  if (!agentConnected && now - (care.disconnected ?? now) >= disconnectedTimeout) {
    return 'replace';
  }
  if (said['not-ready'] !== undefined) {
    if (repairedSince !== undefined && now - repairedSince >= notReadyTimeout) {
      return 'replace';
    }
    // one that somebody else drained is somebody else's
    return status === 'ACTIVE' ? 'drain' : 'wait';
  }
  return repairedSince !== undefined && agentConnected ? 'recovered' : 'wait';
}

/** Since when it has needed what it needs: those that waited longest come first. */
export function needySince({ said, care }: Host): number {
  return Math.min(said['not-ready'] ?? Infinity, care.disconnected ?? Infinity);
}
