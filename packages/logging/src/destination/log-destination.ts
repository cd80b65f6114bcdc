import { cloudWatch } from './cloud-watch';
import type { CloudWatchDestinationOptions } from './cloud-watch-destination-options';
import { elasticsearch } from './elasticsearch';
import type { ElasticsearchOptions } from './elasticsearch-options';
import { openSearch, openSearchServerless } from './open-search';
import type { OpenSearchOptions, OpenSearchServerlessOptions } from './open-search-options';
import type { Output, Sender } from './output';

/**
 * Where the logs of containers go: from all containers of a host, by `LogRouter`, or from one task, by
 * `ContainerLogs.fireLens()`.
 */
export class LogDestination {
  /**
   * A log group: a line of the log is an event, and each container of each instance has a stream. Nothing to run, but
   * what is ingested costs by the gigabyte, and search is one group at a time.
   */
  public static cloudWatch(options: CloudWatchDestinationOptions): LogDestination {
    return new LogDestination((sender) => cloudWatch(options, sender));
  }

  /**
   * Elasticsearch, 7 or newer. A line of the log is a document with the container, the task, the instance and the time.
   * "It is better to push these logs to a service like ElasticSearch" (terraform-ecs).
   *
   * A document that Elasticsearch refuses in a request in which it accepts others, because a field has another type
   * than its index says, is lost, and Fluent Bit does not count it as dropped: give the indices a template with
   * `ignore_malformed`.
   */
  public static elasticsearch(options: ElasticsearchOptions): LogDestination {
    const output = elasticsearch(options);
    return new LogDestination(() => output);
  }

  /** A domain of Amazon OpenSearch Service. What is said of `elasticsearch` holds here too. */
  public static openSearch(options: OpenSearchOptions): LogDestination {
    return LogDestination.checked((sender) => openSearch(options, sender));
  }

  /** A collection of Amazon OpenSearch Serverless. A record that had to be sent twice may be there twice. */
  public static openSearchServerless(options: OpenSearchServerlessOptions): LogDestination {
    return LogDestination.checked((sender) => openSearchServerless(options, sender));
  }

  /** Binds once for the errors, so that they point to the line that caused them. */
  private static checked(bind: (sender: Sender) => Output): LogDestination {
    bind({ streamPrefix: '', region: '' });
    return new LogDestination(bind);
  }

  private constructor(private readonly bind: (sender: Sender) => Output) {}

  /** @internal */
  public _bind(sender: Sender): Output {
    return this.bind(sender);
  }
}
