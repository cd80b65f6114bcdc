import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientsFor, type Clients } from '../../src/clients';
import { Moto } from '../../src/moto';
import { TEST_PYTHON } from '../support/python';

const account = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** What no resource type's life shows. */
describe('moto, corrected', () => {
  let moto: Moto;
  let clients: Clients;
  let subnets: string[];
  let vpc: string;

  beforeAll(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'local-aws-test-'));
    const front = 'http://127.0.0.1:9';
    moto = await Moto.start({ python: TEST_PYTHON, account, directory, front, died: () => undefined });
    clients = clientsFor(moto.url, account.region);
    const { Subnets = [] } = await clients.ec2.describeSubnets({});
    subnets = Subnets.flatMap(({ SubnetId }) => SubnetId ?? []).slice(0, 2);
    vpc = Subnets[0]?.VpcId ?? '';
  });
  afterAll(async () => {
    Object.values(clients).forEach((client) => client.destroy());
    await moto.close();
  });

  async function balancer(Name: string, Type: 'application' | 'network' = 'application') {
    const input = { Name, Type, Scheme: 'internal', Subnets: subnets } as const;
    const { LoadBalancers: [made] = [] } = await clients.elbv2.createLoadBalancer(input);
    return made?.LoadBalancerArn ?? '';
  }

  async function targetGroup(Name: string, Protocol: 'HTTP' | 'TCP' = 'HTTP') {
    const { TargetGroups: [made] = [] } = await clients.elbv2.createTargetGroup({
      Name,
      Protocol,
      Port: 80,
      VpcId: vpc,
    });
    return made?.TargetGroupArn ?? '';
  }

  async function certificate(DomainName: string) {
    return (await clients.acm.requestCertificate({ DomainName })).CertificateArn;
  }

  it('keeps a load balancer that is protected from deletion', async () => {
    const { elbv2 } = clients;
    const LoadBalancerArn = await balancer('guarded');
    const protect = (Value: string) =>
      elbv2.modifyLoadBalancerAttributes({
        LoadBalancerArn,
        Attributes: [{ Key: 'deletion_protection.enabled', Value }],
      });
    await protect('true');
    await expect(elbv2.deleteLoadBalancer({ LoadBalancerArn })).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
      message: `Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
    });
    await protect('false');
    await elbv2.deleteLoadBalancer({ LoadBalancerArn });
    await expect(elbv2.describeLoadBalancers({ LoadBalancerArns: [LoadBalancerArn] })).rejects.toThrow();
  });

  it('knows an instance as one target for each of its ports, healthy once a load balancer sends to it', async () => {
    const { ec2, elbv2 } = clients;
    const { Images = [] } = await ec2.describeImages({});
    const launch = { ImageId: Images[0]?.ImageId, MinCount: 1, MaxCount: 1, SubnetId: subnets[0] };
    const { Instances: [instance] = [] } = await ec2.runInstances({ ...launch, InstanceType: 't3.small' });
    const Id = instance?.InstanceId ?? '';
    const TargetGroupArn = await targetGroup('ports');
    const health = async () =>
      (await elbv2.describeTargetHealth({ TargetGroupArn })).TargetHealthDescriptions?.map(
        ({ Target, TargetHealth }) => `${Target?.Port} ${TargetHealth?.State}`,
      );
    const at = (...ports: number[]) => ({ TargetGroupArn, Targets: ports.map((Port) => ({ Id, Port })) });
    await elbv2.registerTargets(at(32768, 32769));
    expect(await health()).toEqual(['32768 unused', '32769 unused']);
    const LoadBalancerArn = await balancer('ports');
    const DefaultActions = [{ Type: 'forward', TargetGroupArn }] as const;
    await elbv2.createListener({ LoadBalancerArn, Port: 80, Protocol: 'HTTP', DefaultActions: [...DefaultActions] });
    expect(await health()).toEqual(['32768 healthy', '32769 healthy']);
    await elbv2.deregisterTargets(at(32768));
    expect(await health()).toEqual(['32769 healthy']);
    await expect(elbv2.deregisterTargets(at(1))).rejects.toMatchObject({ name: 'InvalidTargetException' });
    await ec2.terminateInstances({ InstanceIds: [Id] });
    expect(await health()).toEqual([]);
    await elbv2.deleteLoadBalancer({ LoadBalancerArn });
    const { TargetGroups } = await elbv2.describeTargetGroups({ TargetGroupArns: [TargetGroupArn] });
    expect(TargetGroups?.[0]?.LoadBalancerArns).toEqual([]);
  });

  it('lets a TLS listener of a Network Load Balancer change, and keeps its certificates', async () => {
    const { acm, elbv2 } = clients;
    const LoadBalancerArn = await balancer('tls', 'network');
    const [first, second, third] = [await certificate('a.com'), await certificate('b.com'), await certificate('c.com')];
    const forward = [{ Type: 'forward' as const, TargetGroupArn: await targetGroup('tls', 'TCP') }];
    const { Listeners: [listener] = [] } = await elbv2.createListener({
      LoadBalancerArn,
      Port: 443,
      Protocol: 'TLS',
      Certificates: [{ CertificateArn: first }],
      DefaultActions: forward,
    });
    const ListenerArn = listener?.ListenerArn;
    await elbv2.addListenerCertificates({ ListenerArn, Certificates: [{ CertificateArn: second }] });
    await elbv2.modifyListener({ ListenerArn, Port: 8443, Protocol: 'TLS', Certificates: [{ CertificateArn: third }] });
    const { Certificates } = await elbv2.describeListenerCertificates({ ListenerArn });
    expect(Certificates?.map(({ CertificateArn }) => CertificateArn)).toEqual([third, second]);
    await expect(acm.deleteCertificate({ CertificateArn: second })).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: `Certificate ${second} in account 123456789012 is in use.`,
    });
    await acm.deleteCertificate({ CertificateArn: first });
    await expect(
      elbv2.addListenerCertificates({ ListenerArn, Certificates: [{ CertificateArn: first }] }),
    ).rejects.toThrow('Supplied certificate was not found');
  });

  it('empties a bucket that refuses calls without TLS, but not one that refuses everybody', async () => {
    const { s3 } = clients;
    const Bucket = 'encrypted';
    await s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } });
    const statement = {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:*',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    };
    const policy = (...Statement: object[]) =>
      s3.putBucketPolicy({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
    const empty = async () => {
      await s3.putObject({ Bucket, Key: 'a', Body: 'a' });
      return (await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'a' }] } })).Errors ?? [];
    };
    await policy({ ...statement, Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(await empty()).toEqual([]);
    await policy({ ...statement, Action: 's3:DeleteObject' });
    expect(await empty()).toMatchObject([{ Key: 'a', Code: 'AccessDenied' }]);
  });

  it('removes several listeners of a Classic Load Balancer at once, and registers an instance once', async () => {
    const { elb } = clients;
    const LoadBalancerName = 'old';
    const Listeners = [80, 81, 82].map((port) => ({ Protocol: 'TCP', LoadBalancerPort: port, InstancePort: port }));
    await elb.createLoadBalancer({ LoadBalancerName, Listeners, Subnets: subnets, Scheme: 'internal' });
    await elb.deleteLoadBalancerListeners({ LoadBalancerName, LoadBalancerPorts: [80, 81] });
    const Instances = [{ InstanceId: 'i-1' }];
    await elb.registerInstancesWithLoadBalancer({ LoadBalancerName, Instances });
    await elb.registerInstancesWithLoadBalancer({ LoadBalancerName, Instances });
    const { LoadBalancerDescriptions: [found] = [] } = await elb.describeLoadBalancers({});
    expect(found?.ListenerDescriptions?.map(({ Listener }) => Listener?.LoadBalancerPort)).toEqual([82]);
    expect(found?.Instances).toEqual(Instances);
    await expect(elb.registerInstancesWithLoadBalancer({ LoadBalancerName: 'none', Instances })).rejects.toThrow(
      "There is no ACTIVE Load Balancer named 'none'",
    );
  });

  it('says who sent a message: the role and its session', async () => {
    const { sqs, sts, iam } = clients;
    const { Role } = await iam.createRole({ RoleName: 'sender', AssumeRolePolicyDocument: '{}' });
    const { Credentials } = await sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: 'i-1' });
    const session = clientsFor(moto.url, account.region, {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    });
    const { QueueUrl } = await sqs.createQueue({ QueueName: 'senders' });
    await session.sqs.sendMessage({ QueueUrl, MessageBody: 'one' });
    await sqs.sendMessage({ QueueUrl, MessageBody: 'another' });
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['SenderId'],
    });
    const senderOf = (body: string) => Messages.find(({ Body }) => Body === body)?.Attributes?.SenderId;
    expect(senderOf('one')).toBe(`${Role?.RoleId}:i-1`);
    expect(senderOf('another')).not.toContain('i-1');
    Object.values(session).forEach((client) => client.destroy());
  });

  it('terminates an instance that is terminated already', async () => {
    const { ec2 } = clients;
    const { Images = [] } = await ec2.describeImages({ Owners: ['amazon'] });
    const { Instances = [] } = await ec2.runInstances({ ImageId: Images[0]?.ImageId, MinCount: 1, MaxCount: 1 });
    const InstanceIds = Instances.flatMap(({ InstanceId }) => InstanceId ?? []);
    await ec2.terminateInstances({ InstanceIds });
    const { TerminatingInstances } = await ec2.terminateInstances({ InstanceIds });
    expect(TerminatingInstances?.map(({ InstanceId }) => InstanceId)).toEqual(InstanceIds);
  });
});
