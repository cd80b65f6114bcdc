import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from 'acceptance/lib/environment';
import type { App } from 'aws-cdk-lib/core';
import type { EnvironmentReport } from '../report';
import { reportEnvironment } from '../report';
import type { Environment } from '../repository';
import type { CdkRun } from './cdk';
import { CdkCli } from './cdk';
import { added, inventory } from './inventory';
import { lowestWhile } from './lowest';
import type { Target } from './target';
import { openTarget } from './target';
import { synthesiseVariant } from './variants';

/** The life of one environment in one account: deployed, changed, destroyed, and looked at in between. */
export class Scenario {
  public static async start(environment: Environment): Promise<Scenario> {
    const target = await openTarget();
    return new Scenario(environment, target, new CdkCli(target.environment), await inventory(target.aws));
  }

  /** Cloud assemblies of variants, until the scenario ends. */
  private readonly folder = mkdtempSync(join(tmpdir(), 'ecs-groundwork-scenario-'));

  private constructor(
    private readonly environment: Environment,
    public readonly target: Target,
    private readonly cdk: CdkCli,
    private readonly before: ReadonlySet<string>,
  ) {}

  /** The cloud assembly of the environment with other settings, and with what `more` adds. */
  public variant(settings: Settings, more?: (app: App) => void): string {
    return synthesiseVariant(mkdtempSync(join(this.folder, 'variant-')), settings, more);
  }

  public async deploy(assembly: string): Promise<EnvironmentReport> {
    await this.cdk.deploy(assembly);
    return this.report();
  }

  public async tryDeploy(assembly: string): Promise<CdkRun> {
    return this.cdk.tryDeploy(assembly);
  }

  public async tryDestroy(assembly: string): Promise<CdkRun> {
    return this.cdk.tryDestroy(assembly);
  }

  /** What the API says now. */
  public async report(): Promise<EnvironmentReport> {
    return reportEnvironment(this.target.aws, this.environment);
  }

  /**
   * What came since the scenario began and is still there, whoever made it. (Log groups below `/aws/` are made by
   * services of AWS when they first write, here Container Insights and Lambda; no stack owns them.)
   */
  public async remains(): Promise<string[]> {
    const remaining = added(this.before, await inventory(this.target.aws));
    return remaining.filter((item) => !item.startsWith('log group /aws/'));
  }

  /** Deploys, and says how many tasks of the only service ran at the worst moment. */
  public async deployCountingTasks(
    assembly: string,
  ): Promise<{ lowest: number; asked: number; report: EnvironmentReport }> {
    const { cluster, services } = await this.report();
    const [service, ...others] = services;
    if (!service || others.length > 0) {
      throw new Error(`Expected one service in ${cluster.name}, found ${services.length}.`);
    }
    const running = async () => {
      const described = await this.target.aws.ecs.describeServices({ cluster: cluster.name, services: [service.name] });
      return described.services?.[0]?.runningCount ?? 0;
    };
    const deployed = this.cdk.deploy(assembly);
    const { lowest, asked } = await lowestWhile(deployed, running, this.target.pollMilliseconds);
    return { lowest, asked, report: await this.report() };
  }

  /** Publishes a new AMI in AWS's stead, as the value of these parameters, and says its id. Only local AWS can. */
  public async publishImage(parameters: readonly string[]): Promise<string> {
    const { ec2 } = this.target.aws;
    const instances = (await this.report()).cluster.groups.flatMap((group) => group.instances);
    const { ImageId = '' } = await ec2.copyImage({
      Name: `${this.environment}-next`,
      SourceImageId: instances[0]?.imageId,
      SourceRegion: await ec2.config.region(),
    });
    await Promise.all(parameters.map((name) => this.target.publishParameter(name, ImageId)));
    return ImageId;
  }

  /** As a person would who means to delete a protected environment: its stacks and its load balancers. */
  public async allowDeletion(): Promise<void> {
    for (const { name } of (await this.report()).stacks) {
      await this.target.aws.cloudFormation.updateTerminationProtection({
        StackName: name,
        EnableTerminationProtection: false,
      });
    }
    for (const LoadBalancerArn of await this.balancerArns()) {
      await this.target.aws.elb.modifyLoadBalancerAttributes({
        LoadBalancerArn,
        Attributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }],
      });
    }
  }

  private async balancerArns(): Promise<string[]> {
    const { balancers } = await this.report();
    const { LoadBalancers = [] } = await this.target.aws.elb.describeLoadBalancers({
      Names: balancers.map(({ name }) => name),
    });
    return LoadBalancers.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []);
  }

  /** Leaves nothing running behind. In a real account what was not destroyed stays, to be looked at. */
  public async close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await this.target.close();
  }
}

/** The SSM parameters that the templates of an assembly read the AMIs of container instances from. */
export function imageParameters(assembly: string): string[] {
  const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  const names = templates.flatMap((file) => {
    const { Parameters = {} } = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as Template;
    return Object.values(Parameters)
      .filter(({ Type }) => Type === 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>')
      .map(({ Default }) => Default)
      .filter((name) => name.startsWith('/aws/service/ecs/'));
  });
  return [...new Set(names)];
}

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default: string }>>;
}
