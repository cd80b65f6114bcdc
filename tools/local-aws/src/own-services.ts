import type { Clients } from './clients';
import { cloudFormation, type CustomResourceRunner } from './cloudformation';
import { resourceTypes } from './resources';
import { resourceTypes as autoScalingResourceTypes } from './resources/auto-scaling';
import { resourceTypes as ecsResourceTypes } from './resources/ecs';
import { PASS_ON, type Account, type EventSink, type Service } from './service';
import { computeOnMoto, type ComputeControl } from './services/host';
import type { Clock } from './services/support';

export interface Surroundings {
  readonly account: Account;
  readonly clock: Clock;
  readonly pace: number;
  /** Speak to local AWS. */
  readonly clients: Clients;
  /** Speak to moto, past our own services. */
  readonly moto: Clients;
  readonly events: EventSink;
  readonly customResources: CustomResourceRunner;
  readonly log: (message: string) => void;
}

export interface OwnServices {
  readonly services: readonly Service[];
  readonly control: ComputeControl;
  close(): Promise<void>;
}

/** The services that local AWS plays itself. */
export function ownServices(surroundings: Surroundings): OwnServices {
  const compute = computeOnMoto(surroundings);
  const stacks = cloudFormation({
    ...surroundings,
    resourceTypes: [...resourceTypes, ...autoScalingResourceTypes, ...ecsResourceTypes],
  });
  return {
    services: [stacks, compute.autoScaling, compute.ecs, cloudTrail],
    control: compute.control,
    close: async () => {
      await stacks.close();
      await compute.close();
    },
  };
}

/** The CDK CLI asks who else changed a stack; nobody did. */
const cloudTrail: Service = {
  name: 'cloudtrail',
  handle: async ({ action }) => (action === 'LookupEvents' ? { Events: [] } : PASS_ON),
};
