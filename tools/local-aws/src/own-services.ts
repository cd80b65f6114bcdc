import type { Clients } from './clients';
import { cloudFormation, type CustomResourceRunner } from './cloudformation';
import { resourceTypes } from './resources';
import { resourceTypes as autoScalingResourceTypes } from './resources/auto-scaling';
import { resourceTypes as ecsResourceTypes } from './resources/ecs';
import { resourceTypes as stepFunctionsResourceTypes } from './resources/step-functions';
import { PASS_ON, type Account, type EventSink, type Service } from './service';
import { computeOnMoto, type ComputeControl } from './services/host';
import { tickInterval, type Clock } from './services/support';
import { portsOnMoto, systemsManager, type SystemsManagerControl } from './services/systems-manager';

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

/** What a test may do to instances and to what runs on them. */
export interface Control extends ComputeControl, SystemsManagerControl {}

export interface OwnServices {
  readonly services: readonly Service[];
  readonly control: Control;
  close(): Promise<void>;
}

/** The services that local AWS plays itself. */
export function ownServices(surroundings: Surroundings): OwnServices {
  const compute = computeOnMoto(surroundings);
  const { pace, moto, log } = surroundings;
  const hosts = systemsManager({
    ...surroundings,
    ports: portsOnMoto(moto),
    intervalMs: tickInterval(pace),
    onError: (error) => log(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  const stacks = cloudFormation({
    ...surroundings,
    resourceTypes: [...resourceTypes, ...autoScalingResourceTypes, ...ecsResourceTypes, ...stepFunctionsResourceTypes],
  });
  return {
    services: [stacks, compute.autoScaling, compute.ecs, hosts, cloudTrail],
    control: { ...compute.control, ...hosts.control },
    close: async () => {
      await stacks.close();
      await Promise.all([compute.close(), hosts.close()]);
    },
  };
}

/** The CDK CLI asks who else changed a stack; nobody did. */
const cloudTrail: Service = {
  name: 'cloudtrail',
  handle: async ({ action }) => (action === 'LookupEvents' ? { Events: [] } : PASS_ON),
};
