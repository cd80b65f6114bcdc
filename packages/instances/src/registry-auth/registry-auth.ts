import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Token } from 'aws-cdk-lib/core';

/**
 * How the instances of a group log in to private registries other than Amazon ECR, so that tasks of every service may
 * use their images.
 *
 * Prefer ECR, which needs no login at all: for images of others, a
 * [pull-through cache](https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html) keeps the login
 * in one place and survives an outage of the registry. For a single service there is `repositoryCredentials` of its
 * container. What is set here is read once, by the instance's role, when an instance boots: it never stands in user
 * data or in a template, but every process of root on the instance can read it, and a changed login reaches only
 * instances that are launched later.
 *
 * Answers "access to Docker Hub" of terraform-ecs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth-container-instances.html
 */
export class RegistryAuth {
  /**
   * A secret in Secrets Manager, in the region of the instances. Its text is a JSON object with a member for each
   * registry, either
   * `{"registry.example.com": {"username": "…", "password": "…"}}` (an `email` may stand there too), or as in
   * `~/.docker/config.json` below `auths`: `{"registry.example.com": {"auth": "…"}}`.
   * Docker Hub is called `https://index.docker.io/v1/`. Any other text, or a secret that cannot be read, ends the boot.
   */
  public static secret(secret: secretsmanager.ISecret): RegistryAuth {
    return new RegistryAuth({ SECRET: secret.secretArn }, (grantee) => {
      secret.grantRead(grantee);
    });
  }

  /**
   * An object in S3, in the region of the instances, with two lines as they stand in `ecs.config`:
   * `ECS_ENGINE_AUTH_TYPE=docker` (or `dockercfg`) and `ECS_ENGINE_AUTH_DATA={"registry.example.com": {…}}`, the JSON
   * being that of `secret`. This is how terraform-ecs did it (`ecs_config`); a secret is the better place.
   */
  public static s3Object(bucket: s3.IBucket, key: string): RegistryAuth {
    return new RegistryAuth({ OBJECT: `${bucket.bucketName}/${encodedKey(key)}` }, (grantee) => {
      // not bucket.grantRead, which also lists the bucket
      iam.Grant.addToPrincipal({ grantee, actions: ['s3:GetObject'], resourceArns: [bucket.arnForObjects(key)] });
      bucket.encryptionKey?.grantDecrypt(grantee);
    });
  }

  private constructor(
    private readonly environment: Readonly<Record<string, string>>,
    private readonly grant: (grantee: iam.IGrantable) => void,
  ) {}

  /** @internal What the boot step `registry-login` is told. */
  public _environment(): Readonly<Record<string, string>> {
    return this.environment;
  }

  /** @internal */
  public _grantRead(grantee: iam.IGrantable): void {
    this.grant(grantee);
  }
}

/** As S3 wants a key in a URL, for its signature too; what a token becomes must not need it. */
function encodedKey(key: string): string {
  if (Token.isUnresolved(key)) {
    return key;
  }
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
