import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';

/** What a log strategy needs of Docker, of the instance and of ECS. */
interface LogConfig {
  readonly driver: string;
  /** Of Docker's driver. */
  readonly options: Readonly<Record<string, string>>;
  readonly forTasks: (containerName: string) => ecs.LogDriver;
  /** Lets whose credentials Docker has on boot write it. */
  readonly grantWrite?: (grantee: iam.IGrantable) => void;
  readonly logGroup?: logs.ILogGroup;
}

/** Where the output of a system container goes. */
export class SystemContainerLog {
  /**
   * Into the journal of the instance (the default): `journalctl CONTAINER_NAME=system-container-…`, and whatever reads
   * the journal, such as the log router. It needs no network, and the journal limits its own size.
   */
  public static journald(): SystemContainerLog {
    return new SystemContainerLog({ driver: 'journald', options: {}, forTasks: () => new ecs.JournaldLogDriver() });
  }

  /**
   * Into a log group, in a stream for each start of the container on each instance. Docker does not wait for
   * CloudWatch: what it cannot send it keeps in memory up to 1 MiB and then drops, so that an outage of logs is none of
   * containers.
   */
  public static awsLogs(logGroup: logs.ILogGroup): SystemContainerLog {
    return new SystemContainerLog({
      driver: 'awslogs',
      options: {
        'awslogs-region': logGroup.env.region,
        'awslogs-group': logGroup.logGroupName,
        // the host's name tells instances apart, the id starts
        tag: '{{.Name}}/{{.Hostname}}/{{.ID}}',
        mode: 'non-blocking',
      },
      forTasks: (streamPrefix) =>
        new ecs.AwsLogDriver({ logGroup, streamPrefix, mode: ecs.AwsLogDriverMode.NON_BLOCKING }),
      grantWrite: (grantee) => logGroup.grantWrite(grantee),
      logGroup,
    });
  }

  /** Nowhere: for what writes its own log. */
  public static none(): SystemContainerLog {
    return new SystemContainerLog({
      driver: 'none',
      options: {},
      forTasks: () => new ecs.GenericLogDriver({ logDriver: 'none' }),
    });
  }

  private constructor(private readonly config: LogConfig) {}

  /**
   * Docker's.
   * @internal
   */
  public get _driver(): string {
    return this.config.driver;
  }

  /**
   * Arguments of `docker run`.
   * @internal
   */
  public _dockerOptions(): string[] {
    const { driver, options } = this.config;
    return [
      '--log-driver',
      driver,
      ...Object.entries(options).flatMap(([name, value]) => ['--log-opt', `${name}=${value}`]),
    ];
  }

  /** @internal */
  public _grantWrite(grantee: iam.IGrantable): void {
    this.config.grantWrite?.(grantee);
  }

  /** @internal */
  public _forTasks(containerName: string): ecs.LogDriver {
    return this.config.forTasks(containerName);
  }

  /** @internal */
  public _logGroup(): logs.ILogGroup | undefined {
    return this.config.logGroup;
  }

  /** @internal */
  public _isNone(): boolean {
    return this.config.driver === 'none';
  }

  /**
   * What the agent has to be told so that tasks may use it; the rest it enables by itself.
   * @internal
   */
  public _driversOfTasks(): string[] {
    return this.config.driver === 'journald' ? ['journald'] : [];
  }
}
