import { failure } from '../failure';

interface Node {
  readonly package: string;
  readonly siblings: readonly string[];
}

/** Each after what it needs; otherwise in the order given. */
export function inOrder<Package extends Node>(packages: readonly Package[]): Package[] {
  const ordered: Package[] = [];
  const visit = (one: Package, above: readonly string[]) => {
    if (above.includes(one.package)) {
      throw failure('SiblingCycle', `${[...above, one.package].join(' needs ')}: none of them can be released first`);
    }
    if (!ordered.includes(one)) {
      packages
        .filter((other) => one.siblings.includes(other.package))
        .forEach((sibling) => visit(sibling, [...above, one.package]));
      ordered.push(one);
    }
  };
  packages.forEach((one) => visit(one, []));
  return ordered;
}

/** What a package needs, and what that needs. */
export function closure(name: string, packages: readonly Node[]): string[] {
  const found = new Set<string>();
  const visit = (one: string) => {
    for (const sibling of packages.find((node) => node.package === one)?.siblings ?? []) {
      if (!found.has(sibling)) {
        found.add(sibling);
        visit(sibling);
      }
    }
  };
  visit(name);
  return [...found];
}
