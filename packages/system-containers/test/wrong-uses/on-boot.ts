import * as instances from '@ecs-groundwork/instances';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { WrongUse } from './wrong-use';
import { IMAGE, type Made, container } from '../support';

function secret({ stack }: Made): ecs.Secret {
  return ecs.Secret.fromSsmParameter(
    ssm.StringParameter.fromStringParameterArn(stack, 'Key', 'arn:aws:ssm:eu-west-1:111122223333:parameter/key'),
  );
}

/** Containers that Docker under systemd could not run, or not with the other containers of a group. */
export const ON_BOOT_USES: readonly WrongUse[] = [
  {
    name: 'required without a health check',
    use: () => container({ required: true }),
    text:
      "RequiredWithoutHealthCheck: system container 'exporter' is required, but has no healthCheck that could say when it " +
      'works; give it one, or leave required out',
  },
  {
    name: 'required with a health check that is none',
    use: () => container({ required: true, healthCheck: { command: ['NONE'] } }),
    text:
      "RequiredWithoutHealthCheck: system container 'exporter' is required, but has no healthCheck that could say when it " +
      'works; give it one, or leave required out',
  },
  {
    name: 'permissions that a container cannot reach',
    use: () =>
      container({ policyStatements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:x'] })] }),
    text:
      "PolicyOutOfReach: system container 'exporter' has policyStatements, but on boot only a container in HOST network " +
      'mode reaches the role of the instance; set networkMode, or take a carrier in ECS. On a group with ' +
      'allowImdsFromContainers, grant to group.role instead',
  },
  {
    name: 'a file at no path',
    use: () => container({ files: { 'exporter.yaml': 'x' } }),
    text:
      "MountPathInvalid: the path in files of system container 'exporter' must be an absolute path, known at synthesis, " +
      "without , : \" and control characters, got 'exporter.yaml'",
  },
  {
    name: 'a file where something is mounted',
    use: () =>
      container({
        files: { '/etc/exporter.yaml': 'x' },
        mounts: [{ sourcePath: '/etc/motd', containerPath: '/etc/exporter.yaml' }],
      }),
    text: "MountTwice: system container 'exporter' mounts two things at /etc/exporter.yaml; give each its own containerPath",
  },
  {
    name: 'a variable both plain and secret',
    use: (made) => container({ environment: { PASSWORD: 'x' }, secrets: { PASSWORD: secret(made) } }),
    text: "VariableTwice: system container 'exporter' has PASSWORD in environment and in secrets; leave it in one of them",
  },
  {
    name: "a secret that Docker's client would take for itself",
    use: (made) => container({ secrets: { https_proxy: secret(made) } }),
    text:
      "SecretNameReserved: secrets of system container 'exporter' has https_proxy, which Docker's client on the host would " +
      'take for itself; use secretFiles, or another name',
  },
  {
    name: 'a secret file outside its folder',
    use: (made) => container({ secretFiles: { '../passwd': secret(made) } }),
    text:
      "SecretFileNameInvalid: secretFiles of system container 'exporter' has '../passwd'; a name is 1 to 128 letters, " +
      'digits and . _ -, not beginning with . or -',
  },
  {
    name: 'a mount over its secret files',
    use: (made) =>
      container({
        secretFiles: { key: secret(made) },
        mounts: [{ sourcePath: '/etc/pki', containerPath: '/run/secrets' }],
      }),
    text:
      "SecretFilesHidden: system container 'exporter' mounts something at /run/secrets, where its secretFiles are; mount " +
      'it elsewhere',
  },
  {
    name: 'an address of the host by name',
    use: () => container({ ports: [{ containerPort: 80, hostAddress: 'localhost' }] }),
    text:
      "HostAddressInvalid: hostAddress of a port of system container 'exporter' must be an IPv4 address of the host, such " +
      "as 127.0.0.1, got 'localhost'",
  },
  {
    name: 'after itself',
    use: () => container({ startAfter: ['exporter'] }),
    text: "StartAfterItself: system container 'exporter' has itself in startAfter; leave it out",
  },
  {
    name: 'after a container that the group does not run',
    use: ({ group }) => {
      group.contribute(container({ startAfter: ['routr'] }));
      group.contribute(container({ containerName: 'router' }));
    },
    text:
      "StartAfterUnknown: system container 'exporter' has 'routr' in startAfter, which group 'default' does not run on " +
      "boot; it runs 'router'",
  },
  {
    name: 'after a container that runs on another group',
    use: ({ cluster, group }) => {
      group.contribute(container({ startAfter: ['router'] }));
      cluster.addInstanceGroup('batch').contribute(container({ containerName: 'router' }));
    },
    text:
      "StartAfterUnknown: system container 'exporter' has 'router' in startAfter, which group 'default' does not run on " +
      'boot; it runs no other',
  },
  {
    name: 'in a circle',
    use: ({ group }) => {
      group.contribute(container({ containerName: 'c', startAfter: ['a'] }));
      group.contribute(container({ containerName: 'b', startAfter: ['c'] }));
      group.contribute(container({ containerName: 'a', startAfter: ['b'] }));
    },
    text:
      "StartAfterCircle: system containers of group 'default' wait for each other: 'a' after 'b' after 'c' after 'a'; " +
      'leave one of these out of startAfter',
  },
  {
    name: 'two containers of one name',
    use: ({ group }) => {
      group.contribute(container());
      group.contribute(container({ ports: [{ containerPort: 9100 }] }));
    },
    text: "ContributionTwice: group 'default' already has a contribution 'exporter'; give one of them another contributionName",
  },
  {
    name: 'two containers on one port of the host',
    use: ({ group }) => {
      group.contribute(container({ ports: [{ containerPort: 9100, hostAddress: '127.0.0.1' }] }));
      group.contribute(container({ containerName: 'other', ports: [{ containerPort: 80, hostPort: 9100 }] }));
    },
    text:
      "ReservedPortTaken: TCP port 9100, reserved by contribution 'other', is already reserved by contribution 'exporter'; " +
      'choose another port',
  },
  {
    name: 'a port that tasks are given',
    use: ({ group }) => group.contribute(container({ ports: [{ containerPort: 49200 }] })),
    text:
      "ReservedPortDynamic: TCP port 49200, reserved by contribution 'exporter', lies in the range that tasks get their " +
      'host ports from, 32768 to 51677; choose a port below it',
  },
  {
    name: 'more memory than the smallest instance has',
    use: ({ group }) => group.contribute(container({ memoryLimitMiB: 8192 })),
    text:
      "ReservedMemoryTooLarge: 8448 MiB of memory are reserved (agent 256, contribution 'exporter' 8192), but a t3.medium, " +
      'the smallest type of the group, has about 3900 MiB for ECS, of which at least 128 must be left for tasks; reserve ' +
      'less, or choose larger types',
  },
  {
    name: 'an image that instances without a way to the internet cannot pull',
    use: ({ stack }) => {
      const vpc = new ec2.Vpc(stack, 'Closed', {
        restrictDefaultSecurityGroup: false,
        subnetConfiguration: [{ name: 'Inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      });
      new instances.Cluster(stack, 'ClosedCluster', { vpc }).addInstanceGroup('closed').contribute(container());
    },
    text:
      `ImageOutOfReach: contribution 'exporter' pulls ${IMAGE} on group 'closed', whose isolated subnets do not reach ` +
      'public.ecr.aws; copy the image to Amazon ECR',
  },
];
