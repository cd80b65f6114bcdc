/** Registries on the internet that no VPC endpoint reaches, `public.ecr.aws` among them. */
const PUBLIC_REGISTRIES = [
  'docker.io',
  'registry-1.docker.io',
  'index.docker.io',
  'public.ecr.aws',
  'ghcr.io',
  'quay.io',
  'gcr.io',
  'registry.k8s.io',
  'mcr.microsoft.com',
  'registry.gitlab.com',
  'docker.elastic.co',
  'cgr.dev',
];

/** What is wrong with an image that instances in isolated subnets pull, if it is known to be out of their reach. */
export function imageOutOfReach(
  image: string,
  { what, group }: { readonly what: string; readonly group: string },
): string | undefined {
  const registry = publicRegistryOf(image);
  return registry === undefined
    ? undefined
    : `${what} ${image} on group '${group}', whose isolated subnets do not reach ${registry}; copy the image to Amazon ECR`;
}

/**
 * The public registry that an image comes from, if it does. A host that is not in the list may be a registry inside
 * the VPC: it passes.
 */
function publicRegistryOf(image: string): string | undefined {
  const [first = '', ...rest] = image.split('/');
  // Docker's own rule: what comes before the first slash is a host if it looks like one
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (!isHost) {
    return 'docker.io';
  }
  return PUBLIC_REGISTRIES.find((registry) => first === registry || first.endsWith(`.${registry}`));
}
