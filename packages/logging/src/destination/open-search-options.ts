import type * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { aws_opensearchserverless as serverless } from 'aws-cdk-lib/interfaces';
import type { SearchIndexOptions } from './search-index-options';

/** Options of `LogDestination.openSearch()`. */
export interface OpenSearchOptions extends SearchIndexOptions {
  /**
   * A domain of Amazon OpenSearch Service, in the region of the senders. One in a VPC must let them in:
   * `domain.connections.allowFrom(group, ec2.Port.HTTPS)`.
   */
  readonly domain: opensearch.IDomain;

  /**
   * A secret of the members `username` and `password`, for a domain with users of its own. Neither may contain `${`,
   * which Fluent Bit would expand: such a router does not start, and says so.
   *
   * @default - requests are signed with the sender's role. Where the domain has fine-grained access control, map that
   *   role to one of the domain's that may write
   */
  readonly credentials?: secretsmanager.ISecret;
}

/** Options of `LogDestination.openSearchServerless()`. */
export interface OpenSearchServerlessOptions extends SearchIndexOptions {
  /**
   * A collection of Amazon OpenSearch Serverless, in the region of the senders. Its data access policy must let the
   * sender's role write and create the indices, its network policy must let it in.
   */
  readonly collection: serverless.ICollectionRef;
}
