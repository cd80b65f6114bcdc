import type { Properties, ResourceContext } from '../../cloudformation';
import { updateTags as update } from '../support';

export async function updateTags(
  context: ResourceContext,
  arn: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { elbv2 } = context.clients;
  await update(context, now, before, {
    tag: (Tags) => elbv2.addTags({ ResourceArns: [arn], Tags }),
    untag: (TagKeys) => elbv2.removeTags({ ResourceArns: [arn], TagKeys }),
  });
}
