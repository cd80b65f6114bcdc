import type * as instances from '@ecs-groundwork/instances';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { parameterName } from './footprint';
import { generationContent } from './generation';
import { PARAMETER, hostFile } from './host-paths';
import { Programs } from './programs';
import { Rollout } from '../rollout/rollout';
import type { ContainerSpec } from '../spec/container-spec';

/** Also the name of the contribution; no container can be called so. */
const ID = 'SystemContainers';
const UNITS = ['system-containers.service', 'system-containers-missed.service', 'system-containers-missed.timer'];

/**
 * All containers that a group runs on boot. What they are does not stand in the launch template but in a parameter, so
 * that a change of it reaches instances that run; they come in any order, so it is made when all are there.
 */
export class GroupContainers extends Construct implements instances.IBootContribution {
  /** The one of a group. */
  public static of(group: instances.IInstanceGroup): GroupContainers {
    return (group.node.tryFindChild(ID) as GroupContainers | undefined) ?? new GroupContainers(group);
  }

  public readonly contributionName = ID;

  private readonly specs = new Map<string, ContainerSpec>();
  private readonly parameterName: string;
  private readonly rollout: Rollout;
  private readonly programs: Programs;

  private constructor(group: instances.IInstanceGroup) {
    super(group, ID);
    this.parameterName = Lazy.string({ produce: () => parameterName(group, [...this.specs.values()]) });
    this.rollout = new Rollout(this, 'Rollout', {
      group,
      parameterName: this.parameterName,
      content: Lazy.string({ produce: () => generationContent([...this.specs.values()]) }),
    });
    // hosts take a generation when they may read what it needs, and the first ones find one
    this.rollout.node.addDependency(group.permissions);
    this.programs = new Programs(this, 'Programs', group);
    group.autoScalingGroup.node.addDependency(this.rollout, this.programs);
    group.contribute(this);
  }

  public add(spec: ContainerSpec): void {
    this.specs.set(spec.containerName, spec);
  }

  /** What containers have in common on every instance. */
  public bind(): instances.BootContribution {
    return {
      files: [{ path: PARAMETER, content: this.parameterName }],
      units: UNITS.map((name) => ({ name, content: hostFile(name) })),
      steps: [this.programs.step],
      policyStatements: [readStatement(this.rollout), runCommandStatement()],
      revision: this.rollout.contentHash,
    };
  }
}

/**
 * What the SSM agent needs to take commands, from version 3.3.40 on; older ones ask another service. Word for word what
 * `HostAccess.sessionManager()` says, so that a group with both has it once.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
function runCommandStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'SystemsManagerAgent',
    actions: [
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    // ssmmessages knows no resources; UpdateInstanceInformation does, but an instance's own ARN is not known to its role
    resources: ['*'],
  });
}

function readStatement({ parameterArn }: Rollout): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid: 'SystemContainers', actions: ['ssm:GetParameter'], resources: [parameterArn] });
}
