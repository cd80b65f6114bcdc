import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { bootInstructions } from '../../src/services/host/boot-instructions';
import { userDataParts } from '../../src/services/host/mime';
import { shellWords } from '../../src/services/host/shell-text';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const settingsOf = (userData: string) => Object.fromEntries(bootInstructions(base64(userData)).settings);

/** A message as ECS Groundwork renders it: a raw boothook, a raw script and one with values in base64. */
function multipart(values: string): string {
  return [
    'Content-Type: multipart/mixed; boundary="ecs-groundwork"\nMIME-Version: 1.0\n',
    '--ecs-groundwork\nContent-Type: text/cloud-boothook; charset="us-ascii"\n\n#!/bin/sh\nset -eu',
    '--ecs-groundwork\nContent-Type: text/x-shellscript; charset="us-ascii"\nContent-Transfer-Encoding: 7bit\n\n#!/bin/bash\n' +
      "put 644 /etc/systemd/system/ecs-groundwork-launch-complete.service <<'EOF'\n[Unit]\nEOF",
    `--ecs-groundwork\nContent-Type: text/x-shellscript; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n${base64(values)}`,
    '--ecs-groundwork--\n',
  ].join('\n');
}

describe('user data', () => {
  test('of one script is that script', () => {
    expect(userDataParts(base64('#!/bin/sh\necho\n'))).toEqual([
      { contentType: 'text/x-shellscript', text: '#!/bin/sh\necho\n' },
    ]);
  });

  test('of several parts is each of them, decoded', () => {
    const parts = userDataParts(base64(multipart('#!/bin/bash\necho é日')));
    expect(parts.map(({ contentType }) => contentType)).toEqual([
      'text/cloud-boothook',
      'text/x-shellscript',
      'text/x-shellscript',
    ]);
    expect(parts.at(-1)?.text).toBe('#!/bin/bash\necho é日');
  });

  test('may be compressed and may nest messages', () => {
    const inner =
      'Content-Type: multipart/mixed; boundary="inner"\n\n--inner\nContent-Type: text/x-shellscript\n\necho deep\n--inner--\n';
    const outer = `Content-Type: multipart/mixed; boundary=outer\n\n--outer\n${inner}\n--outer--\n`;
    expect(userDataParts(gzipSync(outer).toString('base64')).map(({ text }) => text.trim())).toEqual(['echo deep']);
  });

  test('that is missing asks for nothing', () => {
    expect(bootInstructions(undefined)).toEqual({ settings: new Map(), launchHook: undefined });
  });
});

describe("the agent's settings", () => {
  test.each([
    ['as CDK writes them', 'echo ECS_CLUSTER=my-cluster >> /etc/ecs/ecs.config', 'my-cluster'],
    ['in single quotes', "echo 'ECS_CLUSTER=a b' >>/etc/ecs/ecs.config", 'a b'],
    ['with a quoted value', 'echo ECS_CLUSTER="a b" >> /etc/ecs/ecs.config', 'a b'],
    ['with a quote in a quoted value', "printf '%s\\n' 'ECS_CLUSTER=it'\\''s' >> /etc/ecs/ecs.config", "it's"],
    ['with escapes in double quotes', 'echo "ECS_CLUSTER=a\\"b" >> /etc/ecs/ecs.config', 'a"b'],
    ['with the later one winning', 'echo ECS_CLUSTER=one >> f\necho ECS_CLUSTER=two >> f', 'two'],
    ['in a here-document', "cat > /etc/ecs/ecs.config <<'EOF'\nECS_CLUSTER=here doc\nEOF", 'here doc'],
    [
      'in a here-document whose tabs are stripped',
      'cat >>/etc/ecs/ecs.config <<-EOF\n\tECS_CLUSTER=tabs\n\tEOF',
      'tabs',
    ],
    ['in a here-document, quoted for systemd', 'tee /etc/ecs/ecs.config <<EOF\nECS_CLUSTER="quoted"\nEOF', 'quoted'],
    [
      'in a boot step',
      "put 755 /var/lib/ecs-groundwork/steps/001-mine/run <<'EOF'\necho ECS_CLUSTER=step >> /etc/ecs/ecs.config\nEOF",
      'step',
    ],
    ['but not in a comment', 'echo ECS_CLUSTER=real >> f # echo ECS_CLUSTER=comment', 'real'],
    [
      "and not from another file's here-document",
      "put 644 /etc/other <<'EOF'\nECS_CLUSTER=other\nEOF\necho ECS_CLUSTER=real >> f",
      'real',
    ],
  ])('are read %s', (_, script, expected) => {
    expect(settingsOf(`#!/bin/bash\n${script}\n`).ECS_CLUSTER).toBe(expected);
  });

  test('keep JSON as it is in the file', () => {
    const attributes = '{"tier":"front","odd":"it\'s \\"quoted\\""}';
    const values = `put 600 /etc/ecs/ecs.config <<'EOF_1'\nECS_CLUSTER=c\nECS_INSTANCE_ATTRIBUTES=${attributes}\nEOF_1\n`;
    expect(settingsOf(multipart(values))).toEqual({ ECS_CLUSTER: 'c', ECS_INSTANCE_ATTRIBUTES: attributes });
  });

  test('survive single quoting whatever they contain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const quoted = `'${`ECS_X=${value}`.replaceAll("'", "'\\''")}'`;
        expect(shellWords(`echo ${quoted} >> file`)).toEqual(['echo', `ECS_X=${value}`, 'file']);
      }),
    );
  });
});

describe('the launch hook that a host completes', () => {
  const hook = "put 644 /var/lib/ecs-groundwork/launch-hook <<'EOF'\nboot hook\nEOF\n";

  test('is the one that the values name, where the completion unit is installed', () => {
    expect(bootInstructions(base64(multipart(hook))).launchHook).toBe('boot hook');
  });

  test('may be in a script that the user data writes first', () => {
    const install = `put 600 /install <<'EOF_1'\n#!/bin/bash\n${hook}EOF_1\nbash /install\n`;
    expect(bootInstructions(base64(multipart(install))).launchHook).toBe('boot hook');
  });

  test('is none without the completion unit', () => {
    expect(bootInstructions(base64(`#!/bin/bash\n${hook}`)).launchHook).toBeUndefined();
  });
});
