import type { Clients } from '../../clients';
import type { Account, EventSink } from '../../service';
import { hookTargets, MotoEc2 } from '../auto-scaling';
import { balancerPort, interfacePort } from '../ecs';
import { tickInterval, type Clock } from '../support';
import { compute, type Compute } from './compute';
import { instanceTypesOf } from './instance-types';

export interface ComputeOnMotoOptions {
  readonly account: Account;
  readonly clock: Clock;
  /** How many of AWS's seconds pass in one of ours. */
  readonly pace: number;
  /** Speak to local AWS. */
  readonly clients: Pick<Clients, 'sns' | 'sqs'>;
  /** Speak to moto, past our own services. */
  readonly moto: Pick<Clients, 'ec2' | 'elb' | 'elbv2'>;
  readonly events: EventSink;
  readonly log: (message: string) => void;
}

/** Auto Scaling and ECS with instances that exist in moto's EC2. */
export function computeOnMoto({ account, clock, pace, clients, moto, events, log }: ComputeOnMotoOptions): Compute {
  return compute({
    account,
    clock,
    events,
    ec2: new MotoEc2(moto.ec2),
    instanceTypes: instanceTypesOf(moto.ec2),
    targets: hookTargets(clients),
    balancers: balancerPort(moto),
    interfaces: interfacePort(moto),
    intervalMs: tickInterval(pace),
    onError: (error) => log(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
}
