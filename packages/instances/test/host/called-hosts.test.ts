import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib/core';
import { calledHosts } from './called-hosts';
import { makeBoot, render } from './user-data';
import { RegistryAuth } from '../../src/registry-auth/registry-auth';

const IMDS = '169.254.169.254';
const AGENT = 'localhost:51678';

function hostsOf(registryAuth?: (stack: Stack) => RegistryAuth): string[] {
  const other = new Stack();
  const made = makeBoot({ registryAuth: registryAuth?.(other) });
  const text = render(made).parts.map((part) => part.body);
  return calledHosts(text.join('\n'));
}

describe('the hosts that the boot of an instance calls', () => {
  it('are its metadata, its agent, Auto Scaling, and those it reports to', () => {
    expect(hostsOf()).toEqual([IMDS, 'autoscaling', AGENT, 'logs', 'sqs']);
  });

  it('are Secrets Manager and S3 too with a registry login, whose step knows both', () => {
    const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:registry-AbCdEf';
    const login = (stack: Stack): RegistryAuth =>
      RegistryAuth.secret(secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', arn));

    expect(hostsOf(login)).toEqual([IMDS, 'autoscaling', AGENT, 'logs', 's3', 'secretsmanager', 'sqs']);
  });

  it('are never reached by anything but curl with a whole URL', () => {
    const { parts } = render(makeBoot());
    const calls = parts
      .flatMap((part) => part.body.split('\n'))
      .filter((line) => /\bcurl -|aws_request [a-z]/.test(line));

    expect(calls.length).toBeGreaterThan(3);
    calls.forEach((line) => {
      expect(line).toMatch(/https?:\/\/|"\$2"/);
    });
  });
});
