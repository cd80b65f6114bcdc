import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { type FakeHost, fakeHosts } from './fake-host';
import { filesOf, stack } from './host-of';
import { SystemContainerImage } from '../../src';

const newHost = fakeHosts();
const REGISTRY = '111122223333.dkr.ecr.us-east-2.amazonaws.com';
const ECR_IMAGE = `${REGISTRY}/exporter:1.9.1`;
const TOKEN = Buffer.from('AWS:ecr-pass').toString('base64');
const TOKEN_REQUEST = 'api.ecr.us-east-2.amazonaws.com/{}';
const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:login-AbCdEf';
const PARAMETER_ARN = 'arn:aws:ssm:eu-central-1:111122223333:parameter/exporter/key';

const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', SECRET_ARN);
const parameter = ssm.StringParameter.fromStringParameterArn(stack, 'Parameter', PARAMETER_ARN);

function inEcr(): FakeHost {
  const repository = ecr.Repository.fromRepositoryAttributes(stack, `Repository${stack.node.children.length}`, {
    repositoryArn: 'arn:aws:ecr:us-east-2:111122223333:repository/exporter',
    repositoryName: 'exporter',
  });
  const files = filesOf({ image: SystemContainerImage.fromEcrRepository(repository, '1.9.1') });
  return newHost(
    files.map((file) => ({ ...file, content: file.content.replaceAll('{AWS::URLSuffix}', 'amazonaws.com') })),
  );
}

/** Answers a request for a secret, which Python writes with a space after colons and commas. */
function answerSecret(host: FakeHost, text: string, request: object = { SecretId: SECRET_ARN }): FakeHost {
  const body = JSON.stringify(request).replaceAll(',"', ', "').replaceAll('":"', '": "');
  return host.answer(`secretsmanager.eu-west-1.amazonaws.com/${body}`, JSON.stringify({ SecretString: text }));
}

describe('an image in Amazon ECR', () => {
  it('is pulled with a token of the role, which lies in memory alone', () => {
    const host = inEcr().answer(TOKEN_REQUEST, JSON.stringify({ authorizationData: [{ authorizationToken: TOKEN }] }));

    expect(host.start()).toEqual({ status: 0, complaint: '' });
    const pull = host.docker.find(({ words }) => words[0] === 'pull');
    expect(pull?.words).toEqual(['pull', '-q', ECR_IMAGE]);
    expect(JSON.parse(pull?.config ?? '')).toEqual({ auths: { [REGISTRY]: { auth: TOKEN } } });
    expect(host.has('/run/system-container-exporter/config.json')).toBe(true);
    host.end();
    expect(host.everything).not.toContain(TOKEN);
  });

  it('is asked for in its own region, signed, with nothing secret among the arguments', () => {
    const host = inEcr().answer(TOKEN_REQUEST, JSON.stringify({ authorizationData: [{ authorizationToken: TOKEN }] }));
    host.start();
    const [request] = host.requests.filter((line) => line.includes('GetAuthorizationToken'));

    expect(request).toContain('https://api.ecr.us-east-2.amazonaws.com/');
    expect(host.curlConfigs).toContain('aws-sigv4 = "aws:amz:us-east-2:ecr"');
    expect(host.requests.join('\n')).not.toMatch(/ASIAKEY|se\/cr|session=/);
    expect(host.docker.flatMap(({ words }) => words).join('\n')).not.toContain(TOKEN);
  });

  it('that is there is good enough while ECR gives no token', () => {
    const host = inEcr().refusal(TOKEN_REQUEST, '{"__type":"ServerException"}').tell('images', ECR_IMAGE);
    const { status, complaint } = host.start();

    expect(status).toBe(0);
    expect(complaint).toMatch(/^\{"__type":"ServerException"\}\n.*Running the image that was pulled before\.\n$/s);
    expect(host.actions).toEqual(['rm', 'run', 'wait']);
  });

  it('that is nowhere fails the start, and ECR says why', () => {
    const host = inEcr().refusal(TOKEN_REQUEST, '{"__type":"AccessDeniedException"}');
    const { status, complaint } = host.start();

    expect(status).toBe(1);
    expect(complaint).toMatch(/^\{"__type":"AccessDeniedException"\}\n/);
  });
});

describe('a secret as a variable', () => {
  const withSecret = (value: ecs.Secret) => newHost(filesOf({ secrets: { PASSWORD: value } }));

  it('comes to the container through the environment of Docker’s client, never through arguments or files', () => {
    const host = answerSecret(withSecret(ecs.Secret.fromSecretsManager(secret)), 'hunter2 "$(x)"\nmore\n');

    expect(host.start()).toEqual({ status: 0, complaint: '' });
    const { words, environment } = host.started;
    expect(words.slice(-3, -1)).toEqual(['--env', 'PASSWORD']);
    expect(environment.PASSWORD).toBe('hunter2 "$(x)"\nmore\n');
    expect(words.join(' ')).not.toContain('hunter2');
    expect(host.everything).not.toContain('hunter2');
    expect(host.docker.filter((call) => 'PASSWORD' in call.environment)).toHaveLength(1);
  });

  it('may be a field of JSON, at a stage', () => {
    const host = answerSecret(
      withSecret(ecs.Secret.fromSecretsManagerVersion(secret, { versionStage: 'AWSPREVIOUS' }, 'pass')),
      '{"user":"robot","pass":"hunter2"}',
      { SecretId: SECRET_ARN, VersionStage: 'AWSPREVIOUS' },
    );
    host.start();

    expect(host.started.environment.PASSWORD).toBe('hunter2');
  });

  it('may be a field of a version, and a number', () => {
    const host = answerSecret(
      withSecret(ecs.Secret.fromSecretsManagerVersion(secret, { versionId: 'abc-123' }, 'pin')),
      '{"pin":1234}',
      { SecretId: SECRET_ARN, VersionId: 'abc-123' },
    );
    host.start();

    expect(host.started.environment.PASSWORD).toBe('1234');
  });

  it('may be a parameter of Systems Manager', () => {
    const host = withSecret(ecs.Secret.fromSsmParameter(parameter)).answer(
      `ssm.eu-central-1.amazonaws.com/{"Name": "${PARAMETER_ARN}", "WithDecryption": true}`,
      '{"Parameter":{"Value":"hunter2"}}',
    );
    host.start();

    expect(host.started.environment.PASSWORD).toBe('hunter2');
  });

  it.each([
    ['binary', '{"SecretBinary":"aHVudGVyMg=="}'],
    ['not JSON', '{"SecretString":"hunter2"}'],
    ['without the field', '{"SecretString":"{\\"user\\":\\"hunter2\\"}"}'],
  ])('fails the start when it is %s, without showing it', (_what, answer) => {
    const host = withSecret(ecs.Secret.fromSecretsManager(secret, 'pass'));
    host.answer(`secretsmanager.eu-west-1.amazonaws.com/{"SecretId": "${SECRET_ARN}"}`, answer);

    expect(host.start()).toEqual({
      status: 1,
      complaint: `${SECRET_ARN}:pass:: is not text, or not JSON with this field\n`,
    });
    expect(host.actions).not.toContain('run');
  });

  it('fails the start when it is refused, and the service says why', () => {
    const host = withSecret(ecs.Secret.fromSecretsManager(secret));
    host.refusal(
      `secretsmanager.eu-west-1.amazonaws.com/{"SecretId": "${SECRET_ARN}"}`,
      '{"__type":"AccessDeniedException"}',
    );
    const { status, complaint } = host.start();

    expect(status).toBe(1);
    expect(complaint).toMatch(/^\{"__type":"AccessDeniedException"\}\nCommand /);
  });

  it('fails the start without showing the half of it that arrived before the connection broke', () => {
    const host = withSecret(ecs.Secret.fromSecretsManager(secret));
    host.tell('broken', `{"SecretString":"hunter2`);
    const run = host.start();

    expect(run.status).toBe(1);
    expect(run.complaint).toContain('returned non-zero exit status 18');
    expect(run.complaint).not.toContain('hunter2');
  });
});

describe('a secret as a file', () => {
  it('is in memory, below a directory for root alone, and mounted read-only', () => {
    const host = newHost(filesOf({ secretFiles: { 'tls.key': ecs.Secret.fromSecretsManager(secret) } }));
    answerSecret(host, 'hunter2\n');

    expect(host.start()).toEqual({ status: 0, complaint: '' });
    expect(host.read('/run/system-container-exporter/secrets/tls.key')).toBe('hunter2\n');
    expect(host.modeOf('/run/system-container-exporter')).toBe('700');
    expect(host.started.words).toContain(
      'type=bind,source=/run/system-container-exporter/secrets,target=/run/secrets,readonly',
    );
    expect(JSON.stringify(host.started)).not.toContain('hunter2');
    host.end();
    expect(host.everything).not.toContain('hunter2');
  });

  it('can be read by whatever user the container has', () => {
    const host = newHost(filesOf({ secretFiles: { key: ecs.Secret.fromSecretsManager(secret) }, user: '1000' }));
    answerSecret(host, 'hunter2').start();

    expect(host.modeOf('/run/system-container-exporter/secrets')).toBe('755');
    expect(host.modeOf('/run/system-container-exporter/secrets/key')).toBe('644');
  });
});
