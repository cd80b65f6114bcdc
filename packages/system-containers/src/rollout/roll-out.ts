import type { Situation, Wish } from './model';
import { nextStep } from './next-step';
import type { RolloutPort, Target } from './rollout-port';

export interface Patience {
  /** Waits a little; false when this invocation has to end. */
  readonly pause: () => Promise<boolean>;
  /** Whether CloudFormation's patience is at its end. */
  readonly late: () => boolean;
}

export interface Request extends Wish {
  readonly target: Target;
  readonly stackId: string;
}

/** `handed-over`: the invocation is at its end, and another one has to go on. */
export type Outcome = 'done' | 'left' | 'handed-over';

/** Brings the wanted content to the hosts of a group. Throws when a host refused it. */
export async function rollOut(request: Request, aws: RolloutPort, patience: Patience): Promise<Outcome> {
  const { target } = request;
  for (;;) {
    const step = nextStep(request, await situation(request, aws, patience));
    switch (step.do) {
      case 'write':
        await aws.cancel(target); // what is under way is no longer wanted
        await aws.write(target, request.content, request.request);
        break;
      case 'approve':
        if (step.converge) {
          await aws.send(target, step.version, 'converge');
        }
        await aws.approve(target, step.version);
        break;
      case 'roll-out':
        await aws.send(target, step.version, 'update');
        break;
      case 'wait':
        if (!(await patience.pause())) {
          return 'handed-over';
        }
        break;
      case 'leave':
        return 'left';
      case 'fail':
        throw new Error(step.reason);
      case 'done':
        return 'done';
    }
  }
}

async function situation(request: Request, aws: RolloutPort, { late }: Patience): Promise<Situation> {
  const { target } = request;
  const generations = await aws.generations(target);
  const latest = generations.at(-1);
  const [hosts, rollingBack, command] = await Promise.all([
    aws.hosts(target),
    aws.rollingBack(request.stackId),
    latest && aws.command(target, latest.version),
  ]);
  return { generations, hosts, rollingBack, command, late: late() };
}
