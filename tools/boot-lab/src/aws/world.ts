/** Everything around one instance: what AWS and the registries hold, and how they behave. Plain data: it is sent to the process that plays it. */
export interface World {
  readonly region: string;
  readonly account: string;
  readonly instanceId: string;
  readonly role: string;
  readonly credentials: Credentials;
  /** As the launch template has it, before base64. */
  readonly userData: string;
  readonly metadata: {
    /** Milliseconds by which each answer of the metadata service is late. */
    readonly delay: number;
    /** Whether it answers at all: for some time after the start of an instance it may not. */
    readonly silent: boolean;
  };
  /** Services that do not answer, as when there is no way to them: `logs`. */
  readonly silent: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  /** The versions of each parameter, the first one being 1. */
  readonly parameters: Readonly<Record<string, readonly ParameterVersion[]>>;
  /** Services that answer nothing but 503. */
  readonly down: readonly string[];
  /** By bucket and key: `bucket/key`. */
  readonly objects: Readonly<Record<string, string>>;
  /** What Auto Scaling says of the instance. */
  readonly launch: { readonly group: string; readonly state: string };
  readonly registry: RegistryWorld;
  readonly search: SearchWorld;
}

/** As the metadata service gives them to the instance's role. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
}

export interface ParameterVersion {
  readonly value: string;
  readonly labels: readonly string[];
}

/** A server with the bulk interface of Elasticsearch, on port 9200. */
export interface SearchWorld {
  readonly host: string;
  /** Answers that it has too much to do. */
  readonly busy: boolean;
  /** As `user:password`; without one it takes whoever comes. */
  readonly login?: string;
}

export interface RegistryWorld {
  /** Does not answer. */
  readonly down: boolean;
  /** Milliseconds that an image's layer takes. */
  readonly delay: number;
  /** Repositories that do not exist. */
  readonly missing: readonly string[];
  /** The password that each registry wants; a registry that is not here wants none. Amazon ECR hands out its own. */
  readonly logins: Readonly<Record<string, string>>;
  /** What runs in place of the real image, by a part of the repository's name; `''` is for all others. */
  readonly images: Readonly<Record<string, StandIn>>;
}

/** An image made of busybox that behaves, as far as a host can see, like the real one. */
export interface StandIn {
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** Whether it has Python, journalctl and curl. */
  readonly python?: boolean;
  /** Executable scripts by their path. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** The password of `AWS:…@<account>.dkr.ecr.…`, as GetAuthorizationToken gives it. */
export const ECR_PASSWORD = 'ecr-password-for-twelve-hours';
