import { gunzipSync } from 'node:zlib';
import type { SSM } from '@aws-sdk/client-ssm';
import type { HostAnswer, HostCommand } from 'local-aws/lib/services/systems-manager';

const CONVERGE = /^(update|approved)\) exec \/opt\/system-containers\/converge (.+) ;;$/;

/** Hosts that answer Run Command as the program on an instance does: they read the parameter, run it or refuse. */
export class HostsOfRollout {
  /** Content by instance. Who is not here runs what it booted with. */
  public readonly runs = new Map<string, string>();
  /** How long a host takes, in AWS's seconds. */
  public seconds = 5;
  /** The so manieth host that is asked to update refuses, and goes on refusing that content. */
  public refuseAt = Infinity;
  /** Instances in the order in which they were asked to update, by version. */
  public readonly asked = new Map<string, string[]>();
  /** How many hosts one command was ever busy on, by version. */
  public readonly busiest = new Map<string, number>();
  private readonly refusing = new Map<string, string>();

  public constructor(private readonly ssm: SSM) {}

  public async answer({ commandId, instanceId, parameters, lines }: HostCommand): Promise<HostAnswer> {
    const [mode = ''] = parameters.mode ?? [];
    const line = lines.map((text) => CONVERGE.exec(text)).find((match) => match?.[1] === mode);
    // what a shell would make of the line
    const [, parameter = '', version = ''] = (line?.[2] ?? '').replaceAll("'", '').split(' ');
    const content = await this.read(`${parameter}:${mode === 'update' ? version : 'approved'}`);
    if (mode === 'update') {
      const asked = [...(this.asked.get(version) ?? []), instanceId];
      this.asked.set(version, asked);
      this.busiest.set(version, Math.max(this.busiest.get(version) ?? 0, await this.busy(commandId)));
      if (asked.length === this.refuseAt) {
        this.refusing.set(instanceId, content);
      }
    }
    const { seconds } = this;
    if (this.refusing.get(instanceId) === content) {
      return { exitCode: 1, output: `pulling\n${instanceId} cannot run ${content}\n`, seconds };
    }
    this.runs.set(instanceId, content);
    return { output: `${instanceId} runs ${content}\n`, seconds };
  }

  /** What a version or a label of a parameter holds. */
  public async read(name: string): Promise<string> {
    const { Parameter } = await this.ssm.getParameter({ Name: name });
    const text = gunzipSync(Buffer.from(Parameter?.Value ?? '', 'base64')).toString();
    return (JSON.parse(text) as { content: string }).content;
  }

  private async busy(CommandId: string): Promise<number> {
    let busy = 0;
    let NextToken: string | undefined;
    do {
      const page = await this.ssm.listCommandInvocations({ CommandId, NextToken });
      busy += (page.CommandInvocations ?? []).filter(({ Status }) => Status === 'InProgress').length;
      ({ NextToken } = page);
    } while (NextToken);
    return busy;
  }
}
