import * as iam from 'aws-cdk-lib/aws-iam';
import { basicAuth } from './credentials';
import type { OpenSearchOptions, OpenSearchServerlessOptions } from './open-search-options';
import type { Output, Sender } from './output';
import { indexOutput } from './search-index';

const HTTPS = { port: '443', tls: 'on' } as const;

export function openSearch(options: OpenSearchOptions, { region }: Sender): Output {
  const { domain, credentials } = options;
  const { settings, values } = indexOutput(options, true);
  return {
    plugin: 'opensearch',
    settings: { ...HTTPS, ...settings, ...(credentials ? {} : signed(region)) },
    values: { host: domain.domainEndpoint, ...values },
    secrets: basicAuth(credentials),
    place: credentials ? undefined : domain.env,
    statements: credentials
      ? []
      : [
          // all that a sender does; the star stands for the pipeline
          new iam.PolicyStatement({ actions: ['es:ESHttpPost'], resources: [`${domain.domainArn}/_bulk*`] }),
        ],
  };
}

/** Collections for time series take no ids from their clients, so a record that is sent again may arrive twice. */
export function openSearchServerless(options: OpenSearchServerlessOptions, { region }: Sender): Output {
  const { collection } = options;
  const { collectionId, collectionArn } = collection.collectionRef;
  const { settings, values } = indexOutput(options, false);
  return {
    plugin: 'opensearch',
    settings: { ...HTTPS, ...settings, ...signed(region), aws_service_name: 'aoss' },
    values: { host: `${collectionId}.${collection.env.region}.aoss.amazonaws.com`, ...values },
    secrets: {},
    place: collection.env,
    statements: [new iam.PolicyStatement({ actions: ['aoss:APIAccessAll'], resources: [collectionArn] })],
  };
}

function signed(region: string): Record<string, string> {
  return { aws_auth: 'on', aws_region: region };
}
