import { bootOn } from './boot-on';
import { fakeHosts, type FakeHost } from './fake-host';

const newHost = fakeHosts();
const UNIT = 'ecs-groundwork-launch-complete.service';
const REGISTERED =
  '{"Cluster":"shop","ContainerInstanceArn":"arn:aws:ecs:eu-central-1:111122223333:container-instance/shop/1f","Version":"x"}';
const NOT_REGISTERED = '{"Cluster":"shop","ContainerInstanceArn":null,"Version":"x"}';

function described(state: string, group = 'shop-Default'): string {
  return `<DescribeAutoScalingInstancesResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/">
  <DescribeAutoScalingInstancesResult>
    <AutoScalingInstances>
      <member>
        <AutoScalingGroupName>${group}</AutoScalingGroupName>
        <LifecycleState>${state}</LifecycleState>
        <InstanceId>i-0123456789abcdef0</InstanceId>
      </member>
    </AutoScalingInstances>
  </DescribeAutoScalingInstancesResult>
</DescribeAutoScalingInstancesResponse>`;
}

function error(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

/** A host that has booted, whose agent is registered and whose launch waits. */
function launchedHost(): FakeHost {
  const host = newHost();
  bootOn(host);
  return host
    .answer('agent', REGISTERED)
    .answer('DescribeAutoScalingInstances', described('Pending:Wait'))
    .answer('CompleteLifecycleAction', '<CompleteLifecycleActionResponse/>');
}

function actions(host: FakeHost): string[] {
  return host.requests.map((request) => request.split(' ')[0]).filter((key) => /^(agent|[A-Z])/.test(key));
}

describe('the unit that completes the launch', () => {
  it('completes the hook of its Auto Scaling group, which it finds by the API', () => {
    const host = launchedHost();
    const { status, output } = host.startUnit(UNIT);

    expect({ status, output }).toEqual({ status: 0, output: '' });
    expect(actions(host)).toEqual(['agent', 'DescribeAutoScalingInstances', 'CompleteLifecycleAction']);
    const [complete] = host.requests.slice(-1);
    expect(complete).toContain('https://autoscaling.eu-central-1.amazonaws.com/');
    expect(complete).toContain('LifecycleActionResult=CONTINUE');
    expect(complete).toContain('InstanceId=i-0123456789abcdef0');
    expect(complete).toContain('--data-urlencode AutoScalingGroupName=shop-Default');
    expect(complete).toContain(`LifecycleHookName@${host.root}/var/lib/ecs-groundwork/launch-hook`);
    expect(host.read('/var/lib/ecs-groundwork/launch-hook')).toBe('ecs-groundwork-launch');
  });

  it('waits until the agent is registered', () => {
    const host = launchedHost();
    host.answer('agent.1-refused', '').answer('agent.2', NOT_REGISTERED);
    host.startUnit(UNIT);

    expect(actions(host)).toEqual([
      'agent',
      'agent',
      'agent',
      'DescribeAutoScalingInstances',
      'CompleteLifecycleAction',
    ]);
    expect(host.sleeps).toEqual(['2', '2']);
  });

  it.each(['InService', 'Terminating:Wait', 'Standby', 'Pending:Proceed'])(
    'does nothing in state %s, as after a reboot',
    (state) => {
      const host = launchedHost().answer('DescribeAutoScalingInstances', described(state));

      expect(host.startUnit(UNIT)).toEqual({ status: 0, output: '' });
      expect(actions(host)).not.toContain('CompleteLifecycleAction');
    },
  );

  it('does nothing on an instance that no group has', () => {
    const empty =
      '<DescribeAutoScalingInstancesResponse><AutoScalingInstances/></DescribeAutoScalingInstancesResponse>';
    const host = launchedHost().answer('DescribeAutoScalingInstances', empty);

    expect(host.startUnit(UNIT)).toEqual({ status: 0, output: '' });
    expect(actions(host)).not.toContain('CompleteLifecycleAction');
  });

  it('is done when someone else completed the hook', () => {
    const host = newHost();
    bootOn(host);
    host
      .answer('agent', REGISTERED)
      .answer('DescribeAutoScalingInstances', described('Pending:Wait'))
      .answer(
        'CompleteLifecycleAction-refused',
        error('ValidationError', 'No active Lifecycle Action found with instance ID i-0'),
      );

    expect(host.startUnit(UNIT)).toEqual({ status: 0, output: '' });
  });

  it('tries again, later and later, until the API answers', () => {
    const host = launchedHost();
    host
      .answer('DescribeAutoScalingInstances.1-refused', error('Throttling', 'Rate exceeded'))
      .answer('DescribeAutoScalingInstances.2', described('Pending'))
      .answer('CompleteLifecycleAction.1-refused', error('AccessDenied', 'not yet'));
    const { status, output } = host.startUnit(UNIT);

    expect(status).toBe(0);
    expect(output).toContain('AccessDenied');
    expect(host.sleeps).toEqual(['1', '2', '4']);
    expect(actions(host).filter((action) => action === 'CompleteLifecycleAction')).toHaveLength(2);
  });

  it('takes a name with characters that XML escapes as it is', () => {
    const host = launchedHost().answer(
      'DescribeAutoScalingInstances',
      described('Pending:Wait', 'a&amp;b &lt;c&gt; &apos;d'),
    );
    host.startUnit(UNIT);

    expect(host.requests.slice(-1)[0]).toContain("AutoScalingGroupName=a\\&b\\ \\<c\\>\\ \\'d");
  });

  it('signs with the credentials of the role, and never as arguments, which any process can read', () => {
    const host = launchedHost();
    host.startUnit(UNIT);

    expect(host.curlConfigs).toContain('aws-sigv4 = "aws:amz:eu-central-1:autoscaling"');
    expect(host.curlConfigs).toContain('user = "ASIAKEY:se/cr+et="');
    expect(host.curlConfigs).toContain('header = "x-amz-security-token: session=="');
    expect(host.requests.join('\n')).not.toMatch(/ASIAKEY|se\/cr|session=/);
  });

  it('calls the endpoints of its own partition', () => {
    const host = launchedHost().answer('imds/meta-data/placement/region', 'cn-north-1');
    host.answer('imds/meta-data/services/domain', 'amazonaws.com.cn').startUnit(UNIT);

    expect(host.requests.slice(-1)[0]).toContain('https://autoscaling.cn-north-1.amazonaws.com.cn/');
  });

  it('holds up nothing: it starts after the agent, and with every later start of it', () => {
    const host = launchedHost();
    const unit = host.read(`/etc/systemd/system/${UNIT}`);

    expect(unit).toContain('After=ecs.service\nRequisite=ecs.service\n');
    expect(unit).toContain('WantedBy=ecs.service');
    expect(host.systemctl.join('\n')).toMatch(/^enable .*launch-complete.*\nstart --no-block .*launch-complete/m);
  });
});
