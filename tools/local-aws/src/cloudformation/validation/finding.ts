/** Something in a template that keeps it from being deployed, found before anything is changed. */
export interface Finding {
  readonly logicalId: string;
  readonly resourceType: string;
  /** `invalid` on AWS too, or `unsupported` by local AWS only. */
  readonly kind: 'invalid' | 'unsupported';
  /** Where in the resource: `#` is its properties, `#/Rules/0` something in them. */
  readonly path: string;
  readonly message: string;
}

/** The finding in the one line that ends a stack's event or an error message. */
export function describeFinding({ logicalId, resourceType, path, message }: Finding): string {
  return `${logicalId} (${resourceType}): ${path}: ${message}`;
}
