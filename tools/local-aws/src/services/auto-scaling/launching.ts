import type { LaunchTemplateOverrides, LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import { beginActivity, endActivity } from './activities';
import { announceAction, announceActivity } from './events';
import { startAction, verdict } from './lifecycle';
import { activeRefresh, LAUNCHING, liveInstances, type Group, type Instance, type LaunchSource } from './model';
import { nextOverride, nextPurchase, type Purchase } from './purchase';
import type { Runtime } from './runtime';
import { nextSubnet } from './spread';
import { terminate } from './terminating';

/** After a launch that failed, AWS waits before it tries again; in AWS seconds. */
const RETRY_AFTER = 30;

/** What exactly the next instance is launched from. */
export interface LaunchChoice {
  readonly template: LaunchTemplateSpecification;
  readonly instanceType?: string;
  readonly purchase: Purchase;
}

export function nextLaunch(
  source: LaunchSource,
  live: readonly Pick<Instance, 'purchase' | 'instanceType'>[],
): LaunchChoice {
  if (source.kind === 'template') {
    return { template: source.template, purchase: 'on-demand' };
  }
  const { InstancesDistribution: distribution, LaunchTemplate: launchTemplate } = source.policy;
  const spot = live.filter(({ purchase }) => purchase === 'spot');
  const purchase = nextPurchase(distribution, { 'on-demand': live.length - spot.length, spot: spot.length });
  const override: LaunchTemplateOverrides | undefined = nextOverride(
    launchTemplate?.Overrides ?? [],
    purchase,
    spot.map(({ instanceType }) => instanceType),
  );
  const template = override?.LaunchTemplateSpecification ?? launchTemplate?.LaunchTemplateSpecification;
  return { template: template ?? {}, instanceType: override?.InstanceType, purchase };
}

/** Launches one instance for `cause`; a failure becomes a failed activity, as on AWS. */
export async function launch(runtime: Runtime, group: Group, cause: string): Promise<void> {
  const { clock, ec2, observer } = runtime;
  const live = liveInstances(group);
  // What a refresh is about to replace does not count: its newcomers are to be spread among themselves.
  const leaving = activeRefresh(group)?.outdated;
  const subnet = nextSubnet(
    group.subnets,
    live.filter(({ id }) => leaving?.has(id) !== true),
  );
  const choice = nextLaunch(group.launch, live);
  const activity = beginActivity(group, clock, {
    cause,
    description: 'Launching a new EC2 instance',
    status: 'PreInService',
    zone: subnet.zone,
    subnetId: subnet.id,
  });
  try {
    const template = await ec2.template(choice.template);
    const tags = [...group.tags.values()].filter(({ propagateAtLaunch }) => propagateAtLaunch);
    const launched = await ec2.run({
      template,
      subnet,
      instanceType: choice.instanceType,
      purchase: choice.purchase,
      tags: [...tags, { key: 'aws:autoscaling:groupName', value: group.name }],
    });
    group.instances.set(launched.instanceId, {
      id: launched.instanceId,
      zone: subnet.zone,
      subnetId: subnet.id,
      instanceType: launched.instanceType,
      imageId: launched.imageId,
      purchase: choice.purchase,
      template: { id: template.id, name: template.name, version: template.version },
      launchedAt: clock.date(),
      state: 'Pending',
      health: 'Healthy',
      protectedFromScaleIn: group.newInstancesProtected,
      actions: [],
      activity: Object.assign(activity, { description: `Launching a new EC2 instance: ${launched.instanceId}` }),
    });
    observer.launched({
      ...launched,
      groupName: group.name,
      zone: subnet.zone,
      subnetId: subnet.id,
      userData: template.userData,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    endActivity(activity, clock, 'Failed', `${reason} Launching EC2 instance failed.`);
    group.launchNotBefore = clock.now() + RETRY_AFTER;
    announceActivity(runtime, group, 'Launch', activity, undefined);
  }
}

/** Moves a pending instance on: into its hooks, through them, into service. */
export function advanceLaunch(runtime: Runtime, group: Group, instance: Instance): void {
  const now = runtime.clock.now();
  if (instance.state === 'Pending') {
    const hooks = [...group.hooks.values()].filter(({ transition }) => transition === LAUNCHING);
    instance.actions = hooks.map((hook) => startAction(hook, now));
    if (hooks.length > 0) {
      instance.state = 'Pending:Wait';
      instance.activity.status = 'MidLifecycleAction';
      instance.actions.forEach((action) => announceAction(runtime, group, instance, action));
      return;
    }
    enterService(runtime, group, instance);
  } else if (instance.state === 'Pending:Wait') {
    const outcome = verdict(instance.actions, now);
    if (outcome === 'abandon') {
      endActivity(
        instance.activity,
        runtime.clock,
        'Failed',
        "Instance failed to complete user's Lifecycle Action: Lifecycle Action was abandoned or timed out",
      );
      announceActivity(runtime, group, 'Launch', instance.activity, instance.id);
      terminate(
        runtime,
        group,
        instance,
        'an instance was taken out of service in response to a launch lifecycle action that was abandoned or timed out.',
      );
    } else if (outcome === 'continue') {
      instance.state = 'Pending:Proceed';
    }
  } else if (instance.state === 'Pending:Proceed') {
    enterService(runtime, group, instance);
  }
}

function enterService(runtime: Runtime, group: Group, instance: Instance): void {
  instance.state = 'InService';
  instance.actions = [];
  instance.inServiceSince = runtime.clock.now();
  endActivity(instance.activity, runtime.clock, 'Successful');
  announceActivity(runtime, group, 'Launch', instance.activity, instance.id);
}
