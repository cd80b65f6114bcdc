import * as ecr from 'aws-cdk-lib/aws-ecr';
import { SystemContainerImage } from '../../src';
import { type Made, container, make } from '../support';

/** Bytes of user data, with each value that only the deployment knows counted as none. */
function bytes(made: Made): number {
  const [{ Properties }] = Object.values(made.template.findResources('AWS::EC2::LaunchTemplate'));
  return size((Properties as { LaunchTemplateData: { UserData: unknown } }).LaunchTemplateData.UserData);
}

function size(value: unknown): number {
  if (typeof value === 'string') {
    return Buffer.byteLength(value);
  }
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Fn::Base64':
      return size(argument);
    case 'Fn::Join':
      return (argument as [string, unknown[]])[1].reduce<number>((sum, piece) => sum + size(piece), 0);
    default:
      return 0;
  }
}

const alone = bytes(make());

function costOf(...containers: readonly ((made: Made) => ReturnType<typeof container>)[]): number {
  const made = make();
  containers.forEach((one) => made.group.contribute(one(made)));
  return bytes(made) - alone;
}

const exporter = (containerName: string) => () =>
  container({
    containerName,
    ports: [{ containerPort: 9000 + containerName.length }],
    mounts: [{ sourcePath: '/', containerPath: '/host' }],
    required: true,
    healthCheck: { command: ['CMD-SHELL', 'wget -q -O- localhost:9100 || exit 1'] },
    user: 'nobody',
  });

/** EC2 takes 16 KB, of which a group without contributions needs about 7. */
describe('in user data', () => {
  test('the first container costs less than 2 KB: the programs are elsewhere', () => {
    expect(costOf(exporter('one'))).toBeLessThan(2000);
  });

  test('the next one costs less than 150 bytes', () => {
    expect(costOf(exporter('one'), exporter('other')) - costOf(exporter('one'))).toBeLessThan(150);
  });

  test('nothing costs what a container is told, or is from', () => {
    const inEcr = ({ stack }: Made) =>
      container({
        image: SystemContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repository'), 'sha256:0'),
        files: { '/etc/exporter.yaml': 'level: info\n'.repeat(1000) },
      });
    expect(costOf(inEcr)).toBe(costOf(() => container()));
  });
});
