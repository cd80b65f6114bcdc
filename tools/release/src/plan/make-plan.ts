import { failure } from '../failure';
import { gitIn } from '../git';
import type { Plan } from '../model';
import { decide, type PlanRequest } from './decide';
import type { Facts } from './facts';
import { readHistory } from './history';
import { checkRegistries } from './published-versions';
import type { Registries } from './registries';

export interface MakePlanRequest extends PlanRequest {
  /** The repository. */
  readonly root: string;
  /** The commit to release, by any name. */
  readonly at: string;
  /** Who is asked for versions; absent, nobody is. */
  readonly registries?: Registries;
  readonly signal?: AbortSignal;
  readonly progress?: (text: string) => void;
}

/** Plans the release of a commit. */
export async function makePlan(request: MakePlanRequest): Promise<Plan> {
  const { root, at, registries, signal, progress } = request;
  progress?.('Reading the git history');
  const facts = await readHistory(gitIn(root, signal), at);
  checkNames(request.packages, facts);
  const plan = decide(facts, request);
  if (registries) {
    progress?.('Asking npm and PyPI for the oldest versions that are supported');
    await checkRegistries(plan, facts, registries);
  }
  return plan;
}

function checkNames(asked: readonly string[], facts: Facts): void {
  const names = facts.packages.map((one) => one.package);
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw failure('PackageUnknown', `there is no package '${unknown}': the packages are ${names.join(', ')}`);
  }
}
