/** Options that Elasticsearch and OpenSearch share. */
export interface SearchIndexOptions {
  /**
   * How the names of the daily indices begin; `-2026.11.25` follows. Lower-case.
   *
   * @default 'containers'
   */
  readonly indexPrefix?: string;

  /**
   * One index, alias or data stream instead of daily indices. Lower-case. Given together with `indexPrefix` it fails
   * with `IndexTwice`.
   *
   * @default - daily indices
   */
  readonly index?: string;

  /**
   * An ingest pipeline of the cluster that records go through: to parse what applications write, for example.
   *
   * @default - none
   */
  readonly pipeline?: string;
}
