/** What decides which instance goes first. */
export interface Candidate {
  readonly id: string;
  readonly zone: string;
  readonly launchedAt: Date;
  readonly templateVersion: number;
  /** Whether it still is what the group would launch now. */
  readonly current: boolean;
  readonly protectedFromScaleIn: boolean;
}

type Narrow = (candidates: readonly Candidate[]) => Candidate[];

const byAge =
  (sign: 1 | -1): Narrow =>
  (candidates) => {
    const best = Math.min(...candidates.map(({ launchedAt }) => sign * launchedAt.getTime()));
    return candidates.filter(({ launchedAt }) => sign * launchedAt.getTime() === best);
  };

const oldestTemplate: Narrow = (candidates) => {
  const outdated = candidates.filter(({ current }) => !current);
  const pool = outdated.length > 0 ? outdated : candidates;
  const oldest = Math.min(...pool.map(({ templateVersion }) => templateVersion));
  return pool.filter(({ templateVersion }) => templateVersion === oldest);
};

const keepAll: Narrow = (candidates) => [...candidates];

/** AWS's termination policies; those that depend on prices or launch configurations decide nothing here. */
const POLICIES: Readonly<Record<string, Narrow>> = {
  Default: oldestTemplate,
  OldestInstance: byAge(1),
  NewestInstance: byAge(-1),
  OldestLaunchTemplate: oldestTemplate,
  OldestLaunchConfiguration: keepAll,
  ClosestToNextInstanceHour: keepAll,
  AllocationStrategy: keepAll,
};

export const TERMINATION_POLICIES = Object.keys(POLICIES);

/**
 * The instances to terminate so that `count` fewer remain: the fullest zone first, then the group's policies in
 * order, then the oldest. Protected instances never go, so fewer than `count` may come back.
 */
export function scaleInVictims(candidates: readonly Candidate[], count: number, policies: readonly string[]): string[] {
  const victims: string[] = [];
  let remaining = [...candidates];
  while (victims.length < count) {
    const victim = nextVictim(remaining, policies);
    if (victim === undefined) {
      break;
    }
    victims.push(victim.id);
    remaining = remaining.filter(({ id }) => id !== victim.id);
  }
  return victims;
}

function nextVictim(remaining: readonly Candidate[], policies: readonly string[]): Candidate | undefined {
  const eligible = remaining.filter(({ protectedFromScaleIn }) => !protectedFromScaleIn);
  if (eligible.length === 0) {
    return undefined;
  }
  const inZone = (zone: string) => remaining.filter((candidate) => candidate.zone === zone).length;
  const fullest = Math.max(...eligible.map(({ zone }) => inZone(zone)));
  let pool = eligible.filter(({ zone }) => inZone(zone) === fullest);
  for (const policy of policies) {
    pool = (POLICIES[policy] ?? keepAll)(pool);
  }
  return byAge(1)(pool)[0];
}
