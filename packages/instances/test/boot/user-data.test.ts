import { execFileSync } from 'node:child_process';
import { Template } from 'aws-cdk-lib/assertions';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { type App, Lazy, type Stack } from 'aws-cdk-lib/core';
import { makeBoot, parameter, render, rendered } from '../host/user-data';
import { BootStep } from '../../src/boot/boot-step';
import { TOKEN_BYTES } from '../../src/boot/data-size';
import { READY_UNIT, LAUNCH_UNIT, STATE, AGENT_CONFIGURATION, PROGRAMS } from '../../src/boot/host-paths';
import { USER_DATA_BYTES } from '../../src/boot/user-data-limit';
import { RegistryAuth } from '../../src/registry-auth/registry-auth';

/** A step with a text of this many bytes. */
function filler(bytes: number): BootStep {
  return BootStep.text('filler', '#'.repeat(bytes));
}

function errorsOf(stack: Stack): string[] {
  return stack.node.findAll().flatMap((construct) => construct.node.validate());
}

describe('the user data of a group', () => {
  it('is what an instance gets by its launch template', () => {
    const { stack, boot } = makeBoot({ clusterName: 'münchen' });
    const [template] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::LaunchTemplate'));

    expect(rendered(template.Properties.LaunchTemplateData.UserData)).toEqual(render({ stack, boot }));
  });

  it('is taken apart by cloud-init, which reads it with this module of Python, as it is here', () => {
    const { text, parts } = render(makeBoot({ stepsBefore: [BootStep.text('greet', 'echo grüße 日本')] }));
    const program = `import email, json, sys
message = email.message_from_bytes(sys.stdin.buffer.read())
parts = [part for part in message.walk() if not part.is_multipart()]
print(json.dumps([[p.get_content_type(), p.get_filename(), p.get_payload(decode=True).decode()] for p in parts]))`;
    const read = execFileSync('python3', ['-c', program], { input: text, encoding: 'utf8' });

    expect(JSON.parse(read)).toEqual(parts.map(({ type, fileName, body }) => [type, fileName, body]));
  });

  it('has three parts: the gate, what is constant, and what is not', () => {
    const { parts } = render(makeBoot());

    expect(parts.map(({ type, fileName, encoding }) => [type, fileName, encoding])).toEqual([
      ['text/cloud-boothook', 'ecs-groundwork-gate', '7bit'],
      ['text/x-shellscript', 'ecs-groundwork-1-install', '7bit'],
      ['text/x-shellscript', 'ecs-groundwork-2-values', 'base64'],
    ]);
  });

  it('is ASCII throughout, whatever the values are: cloud-init garbles the rest', () => {
    const { stack, boot } = makeBoot({ stepsBefore: [BootStep.text('greet', 'echo grüße 日本')] });

    expect(render({ stack, boot }).text).toMatch(/^[\n\t\x20-\x7e]*$/);
  });

  it('leaves most of the space to its user', () => {
    const { stack, boot } = makeBoot();
    const secret = new secretsmanager.Secret(stack, 'Secret');
    const full = makeBoot({ registryAuth: RegistryAuth.secret(secret) });

    expect(boot.userData.render().length).toBeLessThan(7_500);
    expect(full.boot.userData.render().length).toBeLessThan(11_000);
  });

  it('is composed when it is rendered: a contribution may come late', () => {
    const { stack, boot } = makeBoot();
    boot.add('late', { files: [{ path: '/etc/late', content: Lazy.string({ produce: () => 'late' }) }] });
    boot.add('later', { files: [{ path: '/etc/later', content: 'later' }] });

    expect(render({ stack, boot }).parts[2].body).toMatch(
      /put 644 \/etc\/late <<'EOF_[0-9a-f]+'\nlate\nEOF_.*\nput 644 \/etc\/later /,
    );
  });

  it('stays the same when nothing changes', () => {
    const one = (): string => {
      const { stack, boot } = makeBoot();
      boot.add('one', { files: [{ path: '/etc/a', content: parameter(stack) }] });
      return render({ stack, boot }, { Value: 'x' }).text;
    };

    expect(one()).toBe(one());
  });

  it('names on the host the paths and units that its scripts name', () => {
    const { parts } = render(makeBoot());
    const text = parts.map((part) => part.body).join('\n');

    for (const path of [PROGRAMS, STATE, AGENT_CONFIGURATION]) {
      expect(text).toContain(`put ${path === AGENT_CONFIGURATION ? '600' : '644'} ${path}`);
      expect(text).toContain(`$root${path === AGENT_CONFIGURATION ? '' : path}`);
    }
    expect(parts[0].body).toContain(READY_UNIT);
    expect(text).toContain(`systemctl start --no-block ${READY_UNIT}`);
    expect(text).toContain(`put 644 ${STATE}/units <<'EOF'\n${LAUNCH_UNIT}\nEOF`);
  });

  it('never starts or waits for the agent, which waits for it', () => {
    const text = render(makeBoot())
      .parts.map((part) => part.body)
      .join('\n');

    expect(text).not.toMatch(/systemctl [^\n]*(start|enable)[^\n]* ecs(\.service)?\b(?!-)/);
    expect(text.match(/systemctl start (?!--no-block)/)).toBeNull();
  });
});

describe('the size of the user data', () => {
  const withoutFiller = render(makeBoot({ stepsBefore: [filler(0)] })).text.length;
  /** The largest filler that fits: it travels in base64. */
  const room = Math.floor((USER_DATA_BYTES - withoutFiller) / 4) * 3;

  it('may be all that EC2 takes', () => {
    const { stack, boot } = makeBoot({ stepsBefore: [filler(room)] });

    expect(errorsOf(stack)).toEqual([]);
    expect(render({ stack, boot }).text.length).toBeGreaterThan(USER_DATA_BYTES - 8);
  });

  it('fails beyond it, with the bytes, the limit and what is largest', () => {
    const { stack, boot } = makeBoot({ stepsBefore: [filler(room + 4)] });
    const bytes = boot.userData.render().length;

    expect(bytes).toBeGreaterThan(USER_DATA_BYTES);
    expect(errorsOf(stack)).toEqual([
      `UserDataTooLarge: the user data of this group has ${bytes} bytes, EC2 takes 16384; the largest part ` +
        `is boot step 'filler' with ${room + 4} bytes (a value that only the deployment knows counts ${TOKEN_BYTES}). ` +
        'Bake large content into an AMI, or let a boot step fetch it from S3',
    ]);
  });

  it('counts what tokens become, not how they are written', () => {
    const { stack, boot } = makeBoot();
    const environment = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`V${index}`, parameter(stack, `P${index}`)]),
    );
    boot.add('tokens', { steps: [BootStep.text('many', 'true', { environment })] });

    expect(boot.userData.render().length).toBeLessThan(USER_DATA_BYTES);
    expect(errorsOf(stack)).toEqual([
      expect.stringMatching(/^UserDataTooLarge: the user data of this group has 2\d{4} bytes/),
    ]);
  });

  it('is checked by the synthesis', () => {
    const { stack } = makeBoot({ stepsBefore: [filler(room + 4)] });

    expect(() => (stack.node.root as App).synth()).toThrow('UserDataTooLarge');
  });
});

describe('what CDK and others append to the user data', () => {
  it('is dropped where the configuration of the agent says it already', () => {
    const { stack, boot } = makeBoot();
    boot.userData.addCommands('echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config');

    expect(render({ stack, boot }).parts[2].body).not.toContain('/steps/');
  });

  it('is kept otherwise, as the last boot step', () => {
    const { stack, boot } = makeBoot({ stepsAfter: [BootStep.text('after', 'true')] });
    boot.userData.addCommands('echo one', 'echo two');

    expect(render({ stack, boot }).parts[2].body).toContain(
      `put 600 ${STATE}/steps/001-user-data/run <<'EOF'\necho one\necho two\nEOF\n`,
    );
  });

  it.each([
    ['commands on exit', 'a systemd unit of a contribution', (data: ec2.UserData) => data.addOnExitCommands('true')],
    [
      'downloads from S3',
      'a boot step: the AMI has no AWS CLI, but its curl signs requests (--aws-sigv4)',
      (data: ec2.UserData, stack: Stack) =>
        data.addS3DownloadCommand({ bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'config'), bucketKey: 'a' }),
    ],
    ['files to execute', 'a boot step', (data: ec2.UserData) => data.addExecuteFileCommand({ filePath: '/a' })],
    [
      'signals to CloudFormation',
      'the launch lifecycle hook, which waits until the instance takes work',
      (data: ec2.UserData, stack: Stack) => data.addSignalOnExitCommand(new sns.Topic(stack, 'Topic')),
    ],
  ] as const)('fails for %s, which user data of one script only could do', (what, instead, use) => {
    const { stack, boot } = makeBoot();

    expect(() => use(boot.userData, stack)).toThrow(
      expect.objectContaining({
        name: 'UserDataUnsupported',
        message: `the user data of an instance group takes no ${what}; use ${instead}`,
      }),
    );
  });
});
