import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Template } from 'aws-cdk-lib/assertions';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { type App, Lazy, Stack } from 'aws-cdk-lib/core';
import { makeBoot, parameter, render, rendered } from '../host/user-data';
import { BootStep } from '../../src/boot/boot-step';
import { TOKEN_BYTES } from '../../src/boot/data-size';
import {
  AGENT_CONFIGURATION,
  INSTANCE,
  LAUNCH_UNIT,
  PROGRAMS,
  READY_UNIT,
  STATE,
  UNITS,
  WATCH_UNIT,
} from '../../src/boot/host-paths';
import { USER_DATA_BYTES, userDataErrors } from '../../src/boot/user-data-limit';
import { RegistryAuth } from '../../src/registry-auth/registry-auth';

/** A step with a text of this many bytes. */
function filler(bytes: number): BootStep {
  return BootStep.text('filler', '#'.repeat(bytes));
}

/** Text that no compression makes shorter than three quarters: base64 of what looks random. */
function noise(characters: number): string {
  const hash = (index: number): string => createHash('sha512').update(String(index)).digest('base64');
  return Array.from({ length: Math.ceil(characters / 60) }, (_, index) => hash(index)).join('');
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
    const { stack, boot } = makeBoot({ stepsBefore: [BootStep.text('greet', 'echo grüße 日本')] });
    const plain = 'From here\n.\n\n=3D\n-- \n--ecs\n## template: jinja\nContent-Type: text/html\n';
    boot.add('plain', { files: [{ path: '/etc/plain', content: `${plain}${'long line '.repeat(200)}` }] });
    const { text, parts } = render({ stack, boot });
    const program = `import email, gzip, json, sys
message = email.message_from_bytes(sys.stdin.buffer.read())
parts = [part for part in message.walk() if not part.is_multipart()]
def read(part):
  kind, data = part.get_content_type(), part.get_payload(decode=True)
  if kind == "application/gzip":
    data = gzip.decompress(data)
    kind = "text/x-shellscript" if data.startswith(b"#!") else None
    if data.startswith(b"#cloud-boothook\\n"):
      kind, data = "text/cloud-boothook", data[len(b"#cloud-boothook\\n"):]
  return [kind, part.get_filename(), data.decode()]
print(json.dumps([read(part) for part in parts]))`;
    const read = execFileSync('python3', ['-c', program], { input: text, encoding: 'utf8' });

    expect(JSON.parse(read)).toEqual(parts.map(({ type, fileName, body }) => [type, fileName, body]));
  });

  it('has three parts: the gate, what is plain text, and what is not', () => {
    const { parts } = render(makeBoot());

    expect(parts.map(({ type, fileName, encoding }) => [type, fileName, encoding])).toEqual([
      ['text/cloud-boothook', 'ecs-groundwork-gate', '7bit'],
      ['text/cloud-boothook', 'ecs-groundwork-begin', 'gzip'],
      ['text/x-shellscript', 'ecs-groundwork-values', 'base64'],
    ]);
  });

  it('is ASCII throughout, whatever the values are: cloud-init garbles the rest', () => {
    const { stack, boot } = makeBoot({ stepsBefore: [BootStep.text('greet', 'echo grüße 日本')] });

    expect(render({ stack, boot }).text).toMatch(/^[\n\t\x20-\x7e]*$/);
  });

  it.each([
    ['plain text', 'Storage_Path=/var\n\t$(date) `id` "\'\n', 'begin'],
    ['other than ASCII', 'grüße', 'values'],
    ['a control character', 'a\rb', 'values'],
    ['what ends a part', 'a\n--ecs-groundwork--\n', 'begin'],
    ['a value of the deployment', Lazy.string({ produce: () => 'late' }), 'values'],
  ])('compresses what is plain, and nothing else: %s', (_, content, part) => {
    const { stack, boot } = makeBoot();
    boot.add('router', { files: [{ path: '/etc/router', content }] });
    const { parts } = render({ stack, boot });
    const writing = parts.filter(({ body }) => body.includes('put 644 /etc/router '));

    expect(writing.map(({ fileName }) => fileName.split('-').pop())).toEqual([part]);
  });

  it('writes the files of the library before all others, and starts the boot after them', () => {
    const { stack, boot } = makeBoot({ clusterName: 'münchen' });
    boot.add('router', { files: [{ path: '/etc/router', content: 'plain' }] });
    const [, install, values] = render({ stack, boot }).parts.map(({ body }) => body);

    expect(install.indexOf(`put 644 ${PROGRAMS}/boot`)).toBeGreaterThan(0);
    expect(install.indexOf('put 644 /etc/router')).toBeGreaterThan(install.indexOf(`put 644 ${UNITS}/${LAUNCH_UNIT}`));
    expect(values.trimEnd().split('\n').pop()).toBe(`exec bash "$root${PROGRAMS}/boot"`);
  });

  it('takes no more than the README says', () => {
    const { stack, boot } = makeBoot();
    const secret = new secretsmanager.Secret(stack, 'Secret');
    const full = makeBoot({ registryAuth: RegistryAuth.secret(secret) });

    expect(boot.userData.render().length).toBeLessThan(7_500);
    expect(full.boot.userData.render().length).toBeLessThan(9_000);
  });

  it('is composed when it is rendered: a contribution may come late', () => {
    const { stack, boot } = makeBoot();
    boot.userData.render();
    boot.add('late', { files: [{ path: '/etc/late', content: Lazy.string({ produce: () => 'late' }) }] });

    expect(render({ stack, boot }).parts[2].body).toMatch(/put 644 \/etc\/late <<'(EOF_[0-9a-f]+)'\nlate\n\1\n/);
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

    for (const path of [PROGRAMS, STATE, INSTANCE, AGENT_CONFIGURATION]) {
      expect(text).toContain(`put ${path === AGENT_CONFIGURATION ? '600' : '644'} ${path}`);
      expect(text).toContain(`$root${path === AGENT_CONFIGURATION ? '' : path}`);
    }
    expect(text).toContain(`systemctl start --no-block ${WATCH_UNIT}`);
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
  it('may be all that EC2 takes', () => {
    expect(userDataErrors(new Stack(), '#'.repeat(USER_DATA_BYTES), [])).toEqual([]);
  });

  it('fails beyond it, with the bytes, the limit and what is largest', () => {
    const { stack } = makeBoot();
    const file = (label: string, bytes: number) => ({ label, path: '/a', mode: '644', content: '#'.repeat(bytes) });

    expect(
      userDataErrors(stack, '#'.repeat(USER_DATA_BYTES + 1), [
        file('one', 10),
        file("boot step 'filler'", 11),
        file('last', 9),
      ]),
    ).toEqual([
      `UserDataTooLarge: the user data of this group has 16385 bytes, EC2 takes 16384; the largest part ` +
        `is boot step 'filler' with 11 bytes (a value that only the deployment knows counts ${TOKEN_BYTES}). ` +
        'Bake large content into an AMI, or let a boot step fetch it from S3',
    ]);
  });

  it('is a fraction for text that repeats itself', () => {
    const { stack, boot } = makeBoot({ stepsBefore: [filler(100_000)] });

    expect(errorsOf(stack)).toEqual([]);
    expect(render({ stack, boot }).parts[1].body).toContain('#'.repeat(100_000));
  });

  it('counts what tokens become, not how they are written', () => {
    const { stack, boot } = makeBoot();
    const environment = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`V${index}`, parameter(stack, `P${index}`)]),
    );
    boot.add('tokens', { steps: [BootStep.text('many', 'true', { environment })] });

    expect(boot.userData.render().length).toBeLessThan(USER_DATA_BYTES);
    expect(errorsOf(stack)).toEqual([
      expect.stringMatching(/^UserDataTooLarge: the user data of this group has 2\d{4} bytes/),
    ]);
  });

  it('is checked by the synthesis', () => {
    const { stack } = makeBoot({ stepsBefore: [BootStep.text('noise', noise(USER_DATA_BYTES))] });

    expect(() => (stack.node.root as App).synth()).toThrow('UserDataTooLarge');
  });
});

describe('what CDK and others append to the user data', () => {
  it('is kept, as the last boot step', () => {
    const { stack, boot } = makeBoot({ stepsAfter: [BootStep.text('after', 'true')] });
    boot.userData.addCommands('echo one', 'echo two');

    expect(render({ stack, boot }).parts[1].body).toContain(
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
        message: `UserDataUnsupported: the user data of an instance group takes no ${what}; use ${instead}`,
      }),
    );
  });
});
