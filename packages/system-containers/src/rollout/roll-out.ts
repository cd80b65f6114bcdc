import { atOnce } from './at-once';
import type { Generation, Situation } from './model';
import { needsWriting, nextStep, type Step } from './next-step';
import type { RolloutPort, Target } from './rollout-port';

/** What one request of CloudFormation wants. */
export interface Request {
  readonly id: string;
  readonly stackId: string;
  readonly content: string;
  readonly target: Target;
  readonly settings: Settings;
}

export interface Settings {
  /** As `3` or `10%`. */
  readonly concurrency: string;
  /** For how long a request waits for its roll-out, in milliseconds. */
  readonly patience: number;
}

/** `left`: the roll-out goes on by itself. */
export type Outcome = 'done' | 'left' | 'goes-on';

/** Writes the wanted content down, once for each request. */
export async function begin({ id, content, target }: Request, aws: RolloutPort): Promise<void> {
  const generations = await aws.generations(target.parameterName);
  if (needsWriting(id, content, generations)) {
    await aws.write(target, content, id);
  }
}

/** Takes one step towards the wanted content on every host. Throws when a host refused it. */
export async function advance(request: Request, aws: RolloutPort, now: number): Promise<Outcome> {
  const { target, settings } = request;
  const generations = await aws.generations(target.parameterName);
  const latest = generations.at(-1);
  if (latest === undefined) {
    throw new Error(`parameter ${target.parameterName} is gone: somebody deleted it; deploy again`);
  }
  const own = generations.find((generation) => generation.request === request.id);
  if (own !== undefined && own !== latest) {
    // a later request has taken over; nobody waits for this one any more
    return 'done';
  }
  const rollingBack = await aws.rollingBack(request.stackId);
  const late = isLate(latest, settings, now);
  const situation = await look(target, generations, aws, { rollingBack, late });
  // what a stack returns to proves itself, if it must, when nobody waits
  const impatient = late || rollingBack;
  const step = nextStep(situation);
  await take(step, situation, request, aws);
  switch (step.do) {
    case 'give-up':
      if (rollingBack) {
        // a roll-back that fails helps nobody
        return 'left';
      }
      throw new Error(step.reason);
    case 'wait':
      return step.on === 'hosts' && impatient ? 'left' : 'goes-on';
    case 'roll-out':
      return impatient ? 'left' : 'goes-on';
    case 'cancel':
      return 'goes-on';
    case 'approve':
    case 'converge':
    case 'nothing':
      return 'done';
  }
}

/** Whether the deployment that wrote a generation waits for it no longer. */
export function isLate({ writtenAt }: Generation, { patience }: Settings, now: number): boolean {
  return now >= writtenAt + patience;
}

export async function look(
  target: Target,
  generations: readonly Generation[],
  aws: RolloutPort,
  circumstances: Pick<Situation, 'rollingBack' | 'late'>,
): Promise<Situation> {
  const [commands, hosts] = await Promise.all([aws.commands(target), aws.hosts(target)]);
  const latest = generations.at(-1);
  const ended =
    latest?.approved === false
      ? commands.filter(
          ({ mode, version, status }) => mode === 'update' && version === latest.version && status === 'ended',
        )
      : [];
  const rounds = await Promise.all(ended.map((command) => aws.results(command)));
  const reached = ended.length > 0 ? await aws.reached(target) : [];
  return { generations, commands, rounds, reached, hosts, ...circumstances };
}

/** Does what a step says, as far as AWS is concerned. */
export async function take(
  step: Step,
  { hosts }: Situation,
  { target, settings }: Pick<Request, 'target' | 'settings'>,
  aws: RolloutPort,
): Promise<void> {
  const send = (mode: 'update' | 'approved', version: number) =>
    aws.send(target, { mode, version, atOnce: atOnce(settings.concurrency, hosts) });
  switch (step.do) {
    case 'cancel':
      await Promise.all(step.commands.map((command) => aws.cancel(command)));
      break;
    case 'approve':
      // in this order: a host that is told to run what is approved reads what that is
      await aws.approve(target, step.version);
      if (step.converge) {
        await send('approved', step.version);
      }
      break;
    case 'converge':
      await send('approved', step.version);
      break;
    case 'roll-out':
      await send('update', step.version);
      break;
    default:
  }
}
