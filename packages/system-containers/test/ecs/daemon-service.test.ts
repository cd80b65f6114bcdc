import { Carrier } from '../../src';
import { container, make } from '../support';

describe('a container as a daemon service', () => {
  const made = make();
  made.group.contribute(container({ carrier: Carrier.daemonService() }));
  const { template } = made;
  const [[id, service]] = Object.entries(template.findResources('AWS::ECS::Service'));
  const properties = service.Properties as Record<string, unknown>;

  test('runs once on every instance of the group, and nowhere else', () => {
    expect(properties).toMatchObject({
      SchedulingStrategy: 'DAEMON',
      PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:ecs-groundwork.instance-group == default' }],
    });
    expect(properties.CapacityProviderStrategy).toBeUndefined();
  });

  test('stops before it starts anew, and goes back when the new one keeps failing', () => {
    expect(properties.DeploymentConfiguration).toMatchObject({
      MinimumHealthyPercent: 0,
      MaximumPercent: 100,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
    });
  });

  test('keeps its logical id', () => {
    expect(id).toBe('ClusterInstanceGroupsdefaultContributionsexporterService02741AC9');
  });
});
