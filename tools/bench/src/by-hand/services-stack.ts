import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Stack, type App, type StackProps } from 'aws-cdk-lib/core';
import type { Balancer } from './balancer';

export interface ServicesStackProps extends StackProps {
  readonly cluster: ecs.ICluster;
  readonly capacityProvider: string;
  readonly balancers: readonly Balancer[];
  readonly tasks: number;
}

export class ServicesStack extends Stack {
  public constructor(app: App, id: string, props: ServicesStackProps) {
    super(app, id, props);
    const taskDefinition = new ecs.Ec2TaskDefinition(this, 'WebTasks');
    taskDefinition.addContainer('web', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
      memoryReservationMiB: 128,
      portMappings: [{ containerPort: 80 }],
      logging: ecs.LogDrivers.fluentd({
        address: '127.0.0.1:24224',
        async: true,
        bufferLimit: 8192,
        subSecondPrecision: true,
        tag: '{{.Name}}',
        labels: ['cluster', 'container-name', 'task-arn', 'task-definition-family', 'task-definition-version'].map(
          (name) => `com.amazonaws.ecs.${name}`,
        ),
      }),
    });
    const service = new ecs.Ec2Service(this, 'Web', {
      cluster: props.cluster,
      taskDefinition,
      desiredCount: props.tasks,
      minHealthyPercent: 100,
      capacityProviderStrategies: [{ capacityProvider: props.capacityProvider, weight: 1 }],
      placementStrategies: [ecs.PlacementStrategy.spreadAcross(ecs.BuiltInAttributes.AVAILABILITY_ZONE)],
      circuitBreaker: { rollback: true },
    });
    for (const { listener, node } of props.balancers) {
      this.serve(service, listener, node.id);
    }
  }

  /** Target group and rule stand here, or this stack and the balancer's would wait for each other. */
  private serve(service: ecs.Ec2Service, listener: elbv2.IApplicationListener, id: string): void {
    const targetGroup = new elbv2.ApplicationTargetGroup(this, `${id}Targets`, {
      vpc: service.cluster.vpc,
      port: 80,
      targets: [service.loadBalancerTarget({ containerName: 'web', containerPort: 80 })],
      deregistrationDelay: Duration.seconds(60),
      healthCheck: {
        path: '/',
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
        healthyHttpCodes: '200',
      },
    });
    const rule = new elbv2.ApplicationListenerRule(this, `${id}Rule`, {
      listener,
      priority: 50000,
      conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
      targetGroups: [targetGroup],
    });
    service.node.addDependency(rule);
  }
}
