import { createHash, randomUUID } from 'node:crypto';
import { type Call, json, refusal, type Reply } from './call';
import { parameterVersion } from './parameters';
import { complaint } from './signature';
import { ECR_PASSWORD, type World } from './world';

type Service = (call: Call, world: World) => Reply;

const SERVICES: Readonly<Record<string, Service>> = {
  secretsmanager: secretsManager,
  ssm: systemsManager,
  logs: logs,
  sqs: queues,
  autoscaling: autoScaling,
  ecr: containerRegistry,
  s3: storage,
};

/** Endpoints whose first label is not the service that signs. */
const SIGNED_AS: Readonly<Record<string, string>> = { 'api.ecr': 'ecr' };

/** The services that hosts call, each request's signature verified as AWS does. Nothing for a host that is none of them. */
export function serviceOf(host: string, { region }: World): string | undefined {
  const suffix = `.${region}.amazonaws.com`;
  const label = host.endsWith(suffix) ? host.slice(0, -suffix.length) : '';
  const service = SIGNED_AS[label] ?? label;
  return Object.hasOwn(SERVICES, service) ? service : undefined;
}

export function callService(service: string, call: Call, world: World): Reply {
  const { region, credentials, down, silent } = world;
  if (silent.includes(service)) {
    return { action: operation(call), status: 0, silent: true };
  }
  if (down.includes(service)) {
    return { action: operation(call), status: 503, body: '' };
  }
  const wrong = complaint(call, { region, service, credentials, now: Date.now() });
  return wrong === undefined
    ? SERVICES[service](call, world)
    : refusal(operation(call), 'SignatureDoesNotMatch', wrong, 403);
}

function secretsManager(call: Call, world: World): Reply {
  const action = operation(call);
  const { SecretId } = parameters(call);
  // an ARN may lack the six characters at its end
  const known = Object.keys(world.secrets).find((arn) => arn === SecretId || arn.slice(0, -7) === SecretId);
  const secret = known === undefined ? undefined : world.secrets[known];
  if (action !== 'GetSecretValue' || SecretId === undefined || secret === undefined) {
    return refusal(action, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  return { ...json(action, { ARN: SecretId, SecretString: secret, VersionId: 'current' }), detail: SecretId };
}

function systemsManager(call: Call, world: World): Reply {
  const action = operation(call);
  const { Name = '' } = parameters(call);
  const found = action === 'GetParameter' ? parameterVersion(world.parameters, Name) : 'UnknownOperationException';
  if (typeof found === 'string') {
    return refusal(action, found, '');
  }
  const { name, version: Version, value: Value } = found;
  return { ...json(action, { Parameter: { Name: name, Type: 'String', Value, Version } }), detail: Name };
}

function logs(call: Call): Reply {
  const action = operation(call);
  return { ...json(action, {}), payload: JSON.parse(call.body.toString('utf8')) as unknown };
}

/** A message is known by what it says, and by the queue. */
function queues(call: Call): Reply {
  const action = operation(call);
  const { QueueUrl, MessageBody } = parameters(call);
  if (action !== 'SendMessage' || QueueUrl === undefined || MessageBody === undefined) {
    return refusal(action, 'com.amazon.coral.service#InvalidParameterException', 'QueueUrl and MessageBody');
  }
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  return {
    ...json(action, { MessageId: randomUUID(), MD5OfMessageBody }),
    detail: QueueUrl,
    payload: JSON.parse(MessageBody) as unknown,
  };
}

function autoScaling(call: Call, world: World): Reply {
  const input = new URLSearchParams(call.body.toString('utf8'));
  const action = input.get('Action') ?? '';
  switch (action) {
    case 'DescribeAutoScalingInstances':
      return xml(action, `<AutoScalingInstances><member>${described(world)}</member></AutoScalingInstances>`);
    case 'CompleteLifecycleAction':
      return {
        ...xml(action, ''),
        detail: `${input.get('LifecycleActionResult')} for ${input.get('LifecycleHookName')}`,
        payload: Object.fromEntries(input),
      };
    default:
      return { ...xml('Error', '<Code>InvalidAction</Code>'), status: 400 };
  }
}

function described({ launch, instanceId }: World): string {
  return (
    `<InstanceId>${instanceId}</InstanceId><AutoScalingGroupName>${escaped(launch.group)}</AutoScalingGroupName>` +
    `<LifecycleState>${launch.state}</LifecycleState>`
  );
}

function containerRegistry(call: Call, { region, account }: World): Reply {
  const action = operation(call);
  if (action !== 'GetAuthorizationToken') {
    return refusal(action, 'UnknownOperationException', '');
  }
  const authorizationToken = Buffer.from(`AWS:${ECR_PASSWORD}`).toString('base64');
  const proxyEndpoint = `https://${account}.dkr.ecr.${region}.amazonaws.com`;
  return json(action, { authorizationData: [{ authorizationToken, proxyEndpoint, expiresAt: 4_102_444_800 }] });
}

function storage(call: Call, world: World): Reply {
  const key = decodeURIComponent(call.url.split('?')[0].slice(1));
  const object = call.method === 'GET' ? world.objects[key] : undefined;
  return object === undefined
    ? { action: 'GetObject', status: 404, body: '<Error><Code>NoSuchKey</Code></Error>', detail: key }
    : { action: 'GetObject', status: 200, body: object, detail: key };
}

function operation(call: Call): string {
  const target = call.headers['x-amz-target'];
  return (
    (typeof target === 'string' ? target.split('.').pop() : undefined) ??
    new URLSearchParams(call.body.toString('utf8')).get('Action') ??
    call.url
  );
}

function parameters(call: Call): Readonly<Record<string, string | undefined>> {
  return JSON.parse(call.body.toString('utf8')) as Record<string, string>;
}

function xml(action: string, content: string): Reply {
  const body = `<${action}Response><${action}Result>${content}</${action}Result></${action}Response>`;
  return { action, status: 200, headers: { 'content-type': 'text/xml' }, body };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
