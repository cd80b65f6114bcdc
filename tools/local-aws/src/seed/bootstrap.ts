import type { Clients } from '../clients';
import type { Account } from '../service';

/** CDK's default; an app with a qualifier of its own bootstraps on AWS, too, by itself. */
const QUALIFIER = 'hnb659fds';
/** The version of the bootstrap stack that this resembles. */
const VERSION = '30';
const ROLES = ['deploy', 'file-publishing', 'image-publishing', 'lookup', 'cfn-exec'];

/** Leaves behind what `cdk bootstrap` would: the CDK CLI looks for it before it deploys. */
export async function seedBootstrap(
  { s3, iam, ssm, ecr }: Clients,
  { accountId, region, partition }: Account,
): Promise<void> {
  const suffix = `${accountId}-${region}`;
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${accountId}:root` }, Action: 'sts:AssumeRole' },
    ],
  };
  await Promise.all([
    s3.createBucket({ Bucket: `cdk-${QUALIFIER}-assets-${suffix}`, ...bucketLocation(region) }),
    ecr.createRepository({ repositoryName: `cdk-${QUALIFIER}-container-assets-${suffix}` }),
    ssm.putParameter({ Name: `/cdk-bootstrap/${QUALIFIER}/version`, Type: 'String', Value: VERSION }),
    ...ROLES.map((role) =>
      iam.createRole({
        RoleName: `cdk-${QUALIFIER}-${role}-role-${suffix}`,
        AssumeRolePolicyDocument: JSON.stringify(trust),
      }),
    ),
  ]);
}

/** The one region whose buckets must not name it. */
function bucketLocation(region: string) {
  return region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } };
}
