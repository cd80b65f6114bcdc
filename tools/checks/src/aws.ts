import { ACM } from '@aws-sdk/client-acm';
import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EC2 } from '@aws-sdk/client-ec2';
import { ECS } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';

/** Where to ask; absent members come from the environment, as for every program that uses the SDK. */
export interface AwsOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export type Aws = ReturnType<typeof awsAt>;

/** The services that reports and deployed tests ask. */
export function awsAt(options: AwsOptions = {}) {
  const clients = {
    acm: new ACM(options),
    autoScaling: new AutoScaling(options),
    cloudFormation: new CloudFormation(options),
    logs: new CloudWatchLogs(options),
    ec2: new EC2(options),
    ecs: new ECS(options),
    elb: new ElasticLoadBalancingV2(options),
    iam: new IAM(options),
    lambda: new Lambda(options),
    s3: new S3({ ...options, forcePathStyle: options.endpoint !== undefined }),
  };
  return { ...clients, close: () => Object.values(clients).forEach((client) => client.destroy()) };
}

/** Everything on all pages of a list. */
export async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...(itemsOf(page) ?? []));
  }
  return items;
}

/** `items` in parts of at most `size`, for calls that take no more. */
export function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );
}
