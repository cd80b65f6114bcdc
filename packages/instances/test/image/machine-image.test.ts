import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AmiRelease, type InstanceGroupOptions, MachineImage } from '../../src';
import { launchData, makeGroup, type } from '../support';

const FOLDER = '/aws/service/ecs/optimized-ami/amazon-linux-2023';

/** The public parameter whose value CloudFormation puts into the launch template. */
function parameterOf(options: InstanceGroupOptions): unknown {
  const { template } = makeGroup(options);
  const { Ref } = launchData(template).ImageId as { Ref: string };
  return Object.values(template.findParameters(Ref)).map(({ Type, Default }) => [Type, Default])[0];
}

const parameter = (name: string) => ['AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', `${FOLDER}/${name}`];

describe('the ECS-optimised image', () => {
  test('is the recommended one for x86 by default', () => {
    expect(parameterOf({})).toEqual(parameter('recommended/image_id'));
  });

  test('follows the architecture of the types', () => {
    expect(parameterOf({ instanceTypes: [type('m7g.large')] })).toEqual(parameter('arm64/recommended/image_id'));
  });

  test('with GPU drivers is for types with such GPUs', () => {
    const machineImage = MachineImage.ecsOptimizedGpu();
    for (const name of ['g4dn.xlarge', 'g5.xlarge', 'g6e.xlarge', 'gr6.4xlarge', 'p3.2xlarge', 'p5.48xlarge']) {
      expect(parameterOf({ machineImage, instanceTypes: [type(name)] })).toEqual(parameter('gpu/recommended/image_id'));
    }
  });

  test('without GPU drivers is right for AMD’s GPUs, which the other does not drive', () => {
    expect(parameterOf({ instanceTypes: [type('g4ad.xlarge')] })).toEqual(parameter('recommended/image_id'));
  });

  const x86 = 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64';
  const arm = 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64';
  const gpu = 'al2023-ami-ecs-gpu-hvm-2023.0.20260901-kernel-6.1-x86_64-ebs';

  test.each([
    ['x86', x86, 'm7i.large', `${x86}/image_id`],
    ['ARM', arm, 'm7g.large', `arm64/${arm}/image_id`],
  ])('can be pinned to a release: %s', (_, release, name, expected) => {
    const machineImage = MachineImage.ecsOptimized({ release: AmiRelease.pinned(release) });
    expect(parameterOf({ machineImage, instanceTypes: [type(name)] })).toEqual(parameter(expected));
  });

  test('can be pinned to a release: GPU', () => {
    const machineImage = MachineImage.ecsOptimizedGpu({ release: AmiRelease.pinned(gpu) });
    expect(parameterOf({ machineImage, instanceTypes: [type('g5.xlarge')] })).toEqual(parameter(`gpu/${gpu}/image_id`));
  });
});

describe('an image of the user’s own', () => {
  const ami = ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-0123456789abcdef0' });
  const own = ec2.MachineImage.fromSsmParameter('/own/image');

  test('is used as it is', () => {
    const machineImage = MachineImage.custom(own, { architecture: ec2.InstanceArchitecture.X86_64 });
    expect(parameterOf({ machineImage })).toEqual(['AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', '/own/image']);
  });

  test('may have another root device and a small volume', () => {
    const machineImage = MachineImage.custom(own, {
      architecture: ec2.InstanceArchitecture.X86_64,
      rootDeviceName: '/dev/sda1',
    });
    expect(launchData(makeGroup({ machineImage, rootVolumeGiB: 8 }).template).BlockDeviceMappings).toMatchObject([
      { DeviceName: '/dev/sda1', Ebs: { VolumeSize: 8 } },
    ]);
  });

  test('may be for GPUs', () => {
    const machineImage = MachineImage.custom(own, { architecture: ec2.InstanceArchitecture.ARM_64 });
    expect(() => makeGroup({ machineImage, instanceTypes: [type('g5g.xlarge')] })).not.toThrow();
  });

  test('keeps CDK’s own ways of finding one', () => {
    const machineImage = MachineImage.custom(ami, { architecture: ec2.InstanceArchitecture.X86_64 });
    const { template } = makeGroup({ machineImage });
    expect(launchData(template).ImageId).toMatchObject({ 'Fn::FindInMap': expect.any(Array) as unknown });
  });
});
