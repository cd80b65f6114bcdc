import { Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { SystemContainerImage } from '../../src';
import { IMAGE, bound, container, make } from '../support';

describe('launches that were suspended', () => {
  test('go on when another generation is rolled out, and not before', () => {
    const template = withContainer().template;
    const [rollout] = Object.keys(template.findResources('Custom::SystemContainers'));
    template.hasResourceProperties('Custom::LaunchResumption', {
      Boot: { 'Fn::Join': ['', [Match.anyValue(), ' ', { 'Fn::GetAtt': [rollout, 'ContentHash'] }]] },
    });
  });
});

describe('a container on boot', () => {
  const made = make();

  test('keeps its memory free of tasks', () => {
    expect(bound(made, { memoryLimitMiB: 96 }).reservedMemoryMiB).toBe(96);
  });

  test('keeps its ports of the host free of tasks, whatever address they are published on', () => {
    const { reservedPorts, reservedUdpPorts } = bound(made, {
      ports: [
        { containerPort: 9100 },
        { containerPort: 80, hostPort: 8080, hostAddress: '127.0.0.1' },
        { containerPort: 53, protocol: ecs.Protocol.UDP },
      ],
    });
    expect(reservedPorts).toEqual([9100, 8080]);
    expect(reservedUdpPorts).toEqual([53]);
  });

  test('keeps them free in the network of the host too', () => {
    const { reservedPorts } = bound(made, { networkMode: ecs.NetworkMode.HOST, ports: [{ containerPort: 9100 }] });
    expect(reservedPorts).toEqual([9100]);
  });

  test('says which image the hosts pull', () => {
    expect(bound(made).images).toEqual([IMAGE]);
  });

  test('creates no resource of its own', () => {
    const { group } = withContainer();
    expect(
      group.node
        .findChild('Contributions')
        .node.findAll()
        .filter((node) => 'cfnResourceType' in node),
    ).toEqual([]);
  });

  test('may go to several groups', () => {
    const { app, cluster, group } = make();
    const exporter = container();
    group.contribute(exporter);
    cluster.addInstanceGroup('batch').contribute(exporter);
    expect(() => app.synth()).not.toThrow();
  });

  test('brings nothing to the launch template but its unit', () => {
    const { files, units, steps } = bound(made);
    expect(files).toBeUndefined();
    expect(steps).toBeUndefined();
    expect(units?.map(({ name }) => name)).toEqual(['system-container-exporter.service']);
  });

  test('two of them share the programs', () => {
    const { app, group } = make();
    group.contribute(container());
    group.contribute(container({ containerName: 'other' }));
    expect(() => app.synth()).not.toThrow();
  });

  test('warns of a tag that moves', () => {
    for (const [image, moves] of [
      ['nginx', true],
      ['nginx:latest', true],
      ['registry.example.com:5000/nginx', true],
      ['nginx:1.29', false],
      [IMAGE, false],
    ] as const) {
      const { app, group } = make();
      group.contribute(container({ image: SystemContainerImage.fromRegistry(image) }));
      const [{ messages }] = app.synth().stacks;
      const texts = messages.map(({ entry }) => entry.data as string).filter((text) => text.includes('movingTag'));
      expect(texts).toEqual(
        moves
          ? [
              `The tag of ${image} moves: instances that start on different days run different images. Name a digest, or a ` +
                'tag that stays [ack: @ecs-groundwork/system-containers:movingTag]',
            ]
          : [],
      );
    }
  });
});

function withContainer() {
  const made = make();
  made.group.contribute(container());
  return { group: made.group, template: made.template };
}
