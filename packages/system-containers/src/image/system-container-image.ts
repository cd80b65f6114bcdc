import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Token } from 'aws-cdk-lib/core';
import { failure } from '../private/errors';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:@/-]*$/;
const ECR = /^\d{12}\.dkr[.-]ecr(-fips)?\./;

/** An image from Amazon ECR. */
interface InEcr {
  readonly repository: ecr.IRepository;
  readonly tagOrDigest: string;
  /** Whether ECR fetches it from another registry when it is missing. */
  readonly cached: boolean;
}

/**
 * What a system container runs. Where it comes from decides whether new instances can start:
 *
 * - **By digest** (`…@sha256:…`) every instance runs the same, and one that has it asks no registry again. A tag is
 *   looked up at every start of the container; while the registry does not answer, the instance goes on with the image
 *   that it has. Tags that move (`latest`, or none) draw a warning.
 * - **In Amazon ECR of your own account and region**, no other party can keep an instance from starting. Copy images of
 *   others there, or let a pull-through cache do it. CDK's image assets are there: `fromEcrRepository(asset.repository,
 *   asset.imageTag)`.
 * - **In the AMI**, none is asked at all: pull the image by digest when you make the AMI.
 */
export class SystemContainerImage {
  /**
   * An image from a registry that asks for no login, with its tag or, better, its digest. For Amazon ECR take
   * `fromEcrRepository`, which lets instances log in and pull.
   *
   * @param name as Docker takes it: `public.ecr.aws/bitnami/node-exporter@sha256:…`
   */
  public static fromRegistry(name: string): SystemContainerImage {
    if (!Token.isUnresolved(name) && !NAME.test(name)) {
      throw failure(
        'ImageNameInvalid',
        `an image is named like public.ecr.aws/nginx/nginx:1.29 or like …@sha256:…, got '${name}'`,
      );
    }
    if (!Token.isUnresolved(name) && ECR.test(name)) {
      throw failure(
        'ImageInEcr',
        `image ${name} is in Amazon ECR, which asks for a login; use SystemContainerImage.fromEcrRepository(repository, tagOrDigest)`,
      );
    }
    return new SystemContainerImage(name, isMoving(name));
  }

  /**
   * An image from a repository in Amazon ECR. Whoever pulls it (on boot the instance's role, in ECS the task's execution
   * role) is allowed to; instances log in with a token of their role at each start of the container, and keep no login.
   *
   * @param tagOrDigest `1.9.1`, or better `sha256:…`
   */
  public static fromEcrRepository(repository: ecr.IRepository, tagOrDigest = 'latest'): SystemContainerImage {
    return SystemContainerImage.inEcr({ repository, tagOrDigest, cached: false });
  }

  /**
   * An image that ECR fetches from another registry when it is missing, and keeps. Whoever pulls it may also make ECR
   * import it, and create the repository. The rule that says from where is yours (`ecr.CfnPullThroughCacheRule`).
   *
   * @param repository of the cache: `ecr.Repository.fromRepositoryName(this, 'Cached', 'ecr-public/nginx/nginx')`
   * @param tagOrDigest `1.29`, or better `sha256:…`
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
   */
  public static fromPullThroughCache(repository: ecr.IRepository, tagOrDigest = 'latest'): SystemContainerImage {
    return SystemContainerImage.inEcr({ repository, tagOrDigest, cached: true });
  }

  private static inEcr(source: InEcr): SystemContainerImage {
    const name = source.repository.repositoryUriForTagOrDigest(source.tagOrDigest);
    return new SystemContainerImage(name, source.tagOrDigest === 'latest', source);
  }

  private constructor(
    /** As Docker takes it. */
    public readonly imageName: string,
    /** @internal */ public readonly _moving: boolean,
    private readonly source?: InEcr,
  ) {}

  /**
   * Lets instances pull it.
   * @internal
   */
  public _grantPull(grantee: iam.IGrantable): void {
    this.source?.repository.grantPull(grantee);
    this._grantImport(() => grantee);
  }

  /**
   * Lets whoever pulls it make ECR import it. A task's execution role may pull it already, and has to be there only for
   * what it may do.
   * @internal
   */
  public _grantImport(grantee: () => iam.IGrantable): void {
    if (this.source?.cached) {
      iam.Grant.addToPrincipal({
        grantee: grantee(),
        actions: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
        resourceArns: [this.source.repository.repositoryArn],
      });
    }
  }

  /** @internal */
  public _forTasks(): ecs.ContainerImage {
    return this.source
      ? ecs.ContainerImage.fromEcrRepository(this.source.repository, this.source.tagOrDigest)
      : ecs.ContainerImage.fromRegistry(this.imageName);
  }
}

/** Without a digest, and with the tag `latest` or none, which means the same. */
function isMoving(name: string): boolean {
  const [, tag = 'latest'] = (name.split('/').pop() ?? '').split(':');
  return !Token.isUnresolved(name) && !name.includes('@') && tag === 'latest';
}
