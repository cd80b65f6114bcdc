import {
  type Activity,
  type AutoScalingClient,
  type AutoScalingGroup,
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  ResumeProcessesCommand,
  SetInstanceHealthCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import { LAUNCH_PROCESS, LAUNCHES_TAG, memoryOf, memoryText } from './launch-memory';
import type { Boot, Group, LaunchMemory } from './model';
import type { GroupPort } from './ports';

/** One page, the newest first: three boots in a row are among them, or no launch loop. */
const ACTIVITIES = 100;

const LAUNCH = /^Launching a new EC2 instance/;

/** A launch that its hook gave up. One that EC2 refused (no capacity, a limit) started nothing and costs nothing. */
const GIVEN_UP = /lifecycle action/i;

const NOT_A_MEMBER = /no managed instance found|not found/i;

/** One Auto Scaling group. */
export class AutoScaling implements GroupPort {
  public constructor(
    private readonly client: AutoScalingClient,
    private readonly name: string,
  ) {}

  public async describe(): Promise<Group | undefined> {
    const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.name] });
    const { AutoScalingGroups: [group] = [] } = await this.client.send(command);
    return group && groupOf(group);
  }

  public async boots(): Promise<Boot[]> {
    const command = new DescribeScalingActivitiesCommand({
      AutoScalingGroupName: this.name,
      MaxRecords: ACTIVITIES,
    });
    const { Activities = [] } = await this.client.send(command);
    return Activities.flatMap(bootOf);
  }

  public async setUnhealthy(ec2InstanceId: string): Promise<void> {
    const command = new SetInstanceHealthCommand({
      InstanceId: ec2InstanceId,
      HealthStatus: 'Unhealthy',
      ShouldRespectGracePeriod: false,
    });
    try {
      await this.client.send(command);
    } catch (error) {
      if (!(error instanceof Error && NOT_A_MEMBER.test(error.message))) {
        throw error;
      }
    }
  }

  public async suspendLaunches(): Promise<void> {
    await this.client.send(new SuspendProcessesCommand(this.launching()));
  }

  public async resumeLaunches(): Promise<void> {
    await this.client.send(new ResumeProcessesCommand(this.launching()));
  }

  public async remember(memory: LaunchMemory): Promise<void> {
    const tag = {
      ResourceId: this.name,
      ResourceType: 'auto-scaling-group',
      Key: LAUNCHES_TAG,
      Value: memoryText(memory),
      PropagateAtLaunch: false,
    };
    await this.client.send(new CreateOrUpdateTagsCommand({ Tags: [tag] }));
  }

  private launching() {
    return { AutoScalingGroupName: this.name, ScalingProcesses: [LAUNCH_PROCESS] };
  }
}

export function groupOf({ Instances = [], SuspendedProcesses = [], Tags = [] }: AutoScalingGroup): Group {
  return {
    members: Instances.map(({ InstanceId = '', LifecycleState = '', HealthStatus = '' }) => ({
      id: InstanceId,
      lifecycleState: LifecycleState,
      healthy: HealthStatus.toLowerCase() === 'healthy',
    })),
    launchesSuspended: SuspendedProcesses.some(({ ProcessName }) => ProcessName === LAUNCH_PROCESS),
    memory: memoryOf(Tags.find(({ Key }) => Key === LAUNCHES_TAG)?.Value),
  };
}

/** What has ended only, and of failures only those of the instance. */
function bootOf({ Description = '', StatusCode, StatusMessage = '', StartTime, EndTime }: Activity): Boot[] {
  if (!LAUNCH.test(Description) || !EndTime || !StartTime) {
    return [];
  }
  const boot = { startedAt: StartTime.getTime(), endedAt: EndTime.getTime() };
  if (StatusCode === 'Successful') {
    return [{ ...boot, succeeded: true }];
  }
  const failed = (StatusCode === 'Failed' || StatusCode === 'Cancelled') && GIVEN_UP.test(StatusMessage);
  return failed ? [{ ...boot, succeeded: false }] : [];
}
