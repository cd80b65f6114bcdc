import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';
import { configurationOf, containerOutput, dockerOptions, documentOf, environmentOf, makeRouted } from './support';
import { ContainerLogs, LogDestination } from '../src';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

/** The rows of the table below a heading, as first cell → second cell. */
function table(heading: string): Record<string, string> {
  const [, section] = README.split(`\n## ${heading}\n`);
  const rows = section.split('\n## ')[0].match(/^\| `.*$/gm) ?? [];
  return Object.fromEntries(
    rows.map((row) =>
      row
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.trim().replace(/`/g, '')),
    ),
  );
}

const routed = makeRouted({ containerLogs: LogDestination.elasticsearch({ host: 'logs.example.com' }) });

/** What Docker is told of a container with this driver. */
function options(logging: ecs.LogDriver): Record<string, string> {
  const stack = new Stack(new App(), 'Services');
  new ecs.Ec2TaskDefinition(stack, 'Tasks').addContainer('web', {
    image: ecs.ContainerImage.fromRegistry('nginx'),
    memoryReservationMiB: 64,
    logging,
  });
  const [definition] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
  return (
    definition as {
      Properties: { ContainerDefinitions: { LogConfiguration: { Options: Record<string, string> } }[] };
    }
  ).Properties.ContainerDefinitions[0].LogConfiguration.Options;
}

const mebibytes = (bytes: string): string => `${parseInt(bytes, 10) / 1024 / 1024} MiB`;

describe('the README', () => {
  test('says the defaults as they are', () => {
    const output = containerOutput(routed);
    const via = options(ContainerLogs.viaRouter());
    const cloudWatch = options(ContainerLogs.cloudWatch({ streamPrefix: 'web' }));
    const [group] = Object.values(
      routed.template.findResources('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 } }),
    );
    const { DeletionPolicy, Properties } = group as { DeletionPolicy: string; Properties: { RetentionInDays: number } };
    expect(table('Defaults')).toEqual({
      retention: `${Properties.RetentionInDays} days`,
      removalPolicy: DeletionPolicy === 'Delete' ? 'destroy' : DeletionPolicy,
      image: documentOf(routed).image.replace(/.*aws-for-fluent-bit:/, 'AWS for Fluent Bit '),
      memoryLimitMiB: dockerOptions(routed, '--memory')[0].replace('m', ' MiB'),
      containerLogBufferMiB: String(output['storage.total_limit_size']).replace('M', ' MiB'),
      port: `${String(output.port)}, ${output.tls === 'on' ? 'with' : 'without'} TLS`,
      indexPrefix: environmentOf(routed).TO_LOGSTASH_PREFIX,
      tag: via.tag,
      bufferedLines: via['fluentd-buffer-limit'],
      'bufferLimitMiB of cloudWatch': mebibytes(cloudWatch['max-buffer-size']),
      mode: cloudWatch.mode,
    });
  });

  test('names the log groups as they are', () => {
    // a group has one more, of its own, for the reports of its boots
    const names = Object.values(routed.template.findResources('AWS::Logs::LogGroup'))
      .flatMap(
        (found) => (found as { Properties: { LogGroupName?: string } }).Properties.LogGroupName?.split('/').pop() ?? [],
      )
      .filter((name) => name !== 'boot-reports');
    expect(Object.keys(table('Logs of the host'))).toEqual(names);
    expect(README).toContain(
      `have ${String(configurationOf(routed).pipeline.outputs[0]['storage.total_limit_size'])}`.replace('M', ' MiB'),
    );
  });

  test('shows every TypeScript example in Python as well', () => {
    expect(README.match(/^```python$/gm)).toHaveLength(README.match(/^```ts/gm)?.length ?? 0);
  });
});
