import type { Clients } from '../clients';
import { validationError } from './errors';
import { isObject } from './plain';
import type { Lookups } from './ports';

/** Looks things up where AWS does: in S3, Parameter Store, Secrets Manager and EC2. */
export function lookupsWith({
  s3,
  ssm,
  secretsManager,
  ec2,
}: Pick<Clients, 's3' | 'ssm' | 'secretsManager' | 'ec2'>): Lookups {
  return {
    async template(url) {
      const { bucket, key } = s3Location(url);
      const { Body } = await s3.getObject({ Bucket: bucket, Key: key });
      return (await Body?.transformToString()) ?? '';
    },
    parameter: (name) =>
      unlessMissing(async () => (await ssm.getParameter({ Name: name, WithDecryption: true })).Parameter?.Value),
    secret: (id, { stage, id: version }) =>
      unlessMissing(async () => {
        const { SecretString } = await secretsManager.getSecretValue({
          SecretId: id,
          VersionStage: stage,
          VersionId: version,
        });
        return SecretString;
      }),
    async availabilityZones() {
      const { AvailabilityZones = [] } = await ec2.describeAvailabilityZones({});
      return AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []).sort();
    },
  };
}

/** The bucket and key in a URL of S3, whether the bucket is in the host or in the path. */
export function s3Location(url: string): { readonly bucket: string; readonly key: string } {
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const bucketInHost = /^(.+)\.s3[.-][^/]*amazonaws\.com/.exec(hostname)?.[1];
  const slash = path.indexOf('/');
  if (bucketInHost === undefined && slash < 0) {
    throw validationError(`TemplateURL must be a supported URL: ${url}`);
  }
  return bucketInHost === undefined
    ? { bucket: path.slice(0, slash), key: path.slice(slash + 1) }
    : { bucket: bucketInHost, key: path };
}

async function unlessMissing<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isObject(error) && /NotFound/.test(String(error.name))) {
      return undefined;
    }
    throw error;
  }
}
