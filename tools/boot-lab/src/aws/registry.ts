import { buildImage, type Blob, type Image, type ImageParts } from './image';
import type { Call, Reply } from './call';
import { ECR_PASSWORD, type RegistryWorld, type StandIn, type World } from './world';

const PUBLIC = ['public.ecr.aws', 'registry-1.docker.io', 'ghcr.io', 'quay.io', 'registry.example.com'];
const PATH = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/;
const HEX_DIGEST = /^sha256:[0-9a-f]{64}$/;

export function isRegistry(host: string, world: World): boolean {
  return PUBLIC.includes(host) || host === ecrHost(world) || Object.hasOwn(world.registry.logins, host);
}

export function ecrHost({ account, region }: World): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com`;
}

/**
 * Container registries (the Distribution API, as far as a pull goes). Every repository that is not said to be missing
 * has an image, a stand-in. Nobody can make one of a given digest: see `withStandInDigests`.
 */
export class Registry {
  private readonly images = new Map<string, Image>();

  public constructor(private readonly parts: ImageParts) {}

  public answer(call: Call, world: World): Reply {
    const { registry } = world;
    const action = `${call.method} ${call.url}`;
    if (registry.down) {
      return { action, status: 503, body: 'the registry is down' };
    }
    const password = registry.logins[call.host] ?? (call.host === ecrHost(world) ? ECR_PASSWORD : undefined);
    if (password !== undefined && passwordOf(call) !== password) {
      const headers = { 'www-authenticate': `Basic realm="https://${call.host}/"` };
      return { action, status: 401, headers, body: refusal('UNAUTHORIZED', 'authentication required') };
    }
    if (call.url === '/v2/') {
      return { action, status: 200, body: '{}' };
    }
    const [, repository, kind, reference] = PATH.exec(call.url) ?? [];
    const found =
      kind === undefined || registry.missing.some((part) => repository.includes(part))
        ? undefined
        : this.find(this.imageOf(repository, registry), kind, reference);
    return found
      ? { ...delivered(action, call, found), delay: kind === 'blobs' ? registry.delay : 0 }
      : { action, status: 404, body: refusal('MANIFEST_UNKNOWN', 'manifest unknown') };
  }

  private find(image: Image, kind: string, reference: string): Blob | undefined {
    const { manifest, config, layers } = image;
    if (kind === 'blobs') {
      return [config, ...layers].find(({ digest }) => digest === reference);
    }
    return HEX_DIGEST.test(reference) && reference !== manifest.digest ? undefined : manifest;
  }

  private imageOf(repository: string, { images }: RegistryWorld): Image {
    const standIn = standInFor(repository, images);
    const key = JSON.stringify(standIn);
    const image = this.images.get(key) ?? buildImage(this.parts, standIn);
    this.images.set(key, image);
    return image;
  }
}

/** What runs in place of the image of a repository. */
function standInFor(repository: string, images: RegistryWorld['images']): StandIn {
  const part = Object.keys(images).find((one) => one !== '' && repository.includes(one)) ?? '';
  return images[part] ?? {};
}

const BY_DIGEST = /([a-z0-9._/:-]+)@sha256:[0-9a-f]{64}/g;

/** A text in which images that are named by their digests have those of their stand-ins. */
export function withStandInDigests(text: string, parts: ImageParts, { images }: RegistryWorld): string {
  return text.replace(BY_DIGEST, (_, name: string) => {
    const { manifest } = buildImage(parts, standInFor(name, images));
    return `${name}@${manifest.digest}`;
  });
}

function delivered(action: string, call: Call, { digest, type, content }: Blob): Reply {
  return {
    action,
    status: 200,
    headers: { 'content-type': type, 'content-length': String(content.length), 'docker-content-digest': digest },
    body: call.method === 'HEAD' ? undefined : content,
  };
}

/** As the Distribution API says it; Docker repeats the message. */
function refusal(code: string, message: string): string {
  return JSON.stringify({ errors: [{ code, message }] });
}

function passwordOf(call: Call): string {
  const [kind, value = ''] = (call.headers.authorization ?? '').split(' ');
  return kind === 'Basic'
    ? Buffer.from(value, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '')
    : '';
}
