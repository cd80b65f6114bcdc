import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type * as ssm from 'aws-cdk-lib/aws-ssm';
import type { SearchIndexOptions } from './search-index-options';

/** Options of `LogDestination.elasticsearch()`. */
export interface ElasticsearchOptions extends SearchIndexOptions {
  /** The name or address of the server, without a scheme and a port: `logs.example.com`. */
  readonly host: string;

  /**
   * Its port for HTTP.
   *
   * @default 9200
   */
  readonly port?: number;

  /**
   * Whether the connection is encrypted, and the server's certificate checked. Without it, credentials are refused with
   * `CredentialsInClear`.
   *
   * @default true
   */
  readonly tls?: boolean;

  /**
   * A parameter with the certificates, as PEM, of the authority that signed the server's: for an authority of your own.
   * Routers read it each time they start.
   *
   * @default - the public authorities
   */
  readonly caCertificate?: ssm.IParameter;

  /**
   * A secret of the members `username` and `password`: `{"username": "…", "password": "…"}`. Routers read it each time
   * they start, and keep it in memory. Neither may contain `${`, which Fluent Bit would expand: such a router does not
   * start, and says so.
   *
   * @default - none
   */
  readonly credentials?: secretsmanager.ISecret;

  /**
   * A path before `/_bulk`, where Elasticsearch stands behind a proxy: `/elasticsearch`.
   *
   * @default - none
   */
  readonly path?: string;
}
