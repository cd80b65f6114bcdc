import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { sameValue } from '../../cloudformation/plain';
import { begun, listChanges, omit, present, tagsOf, unlessMissing } from '../support';
import { action } from './action';
import { updateTags } from './tags';

export const listener: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::Listener',
  honours: [
    'AlpnPolicy',
    'Certificates',
    'DefaultActions',
    'ListenerAttributes',
    'LoadBalancerArn',
    'Port',
    'Protocol',
    'SslPolicy',
    'Tags',
  ],
  async create(context, properties) {
    const { Listeners } = await context.clients.elbv2.createListener({
      ...omit(properties, 'ListenerAttributes'),
      LoadBalancerArn: properties.LoadBalancerArn,
      DefaultActions: properties.DefaultActions.map(action),
      Tags: tagsOf(context, properties.Tags),
    });
    const physicalId = present(Listeners?.[0]?.ListenerArn, 'ListenerArn');
    const attributes = { ListenerArn: physicalId };
    const resource = begun(context, physicalId, attributes);
    await setAttributes(context, physicalId, properties, {});
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { AlpnPolicy, Certificates, Port, Protocol, SslPolicy } = properties;
    await context.clients.elbv2.modifyListener({
      ListenerArn: existing.physicalId,
      AlpnPolicy,
      Certificates,
      DefaultActions: properties.DefaultActions.map(action),
      Port,
      Protocol,
      SslPolicy,
    });
    await setAttributes(context, existing.physicalId, properties, previous);
    await updateTags(context, existing.physicalId, properties, previous);
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.elbv2.deleteListener({ ListenerArn: physicalId })),
};

async function setAttributes(
  { clients }: ResourceContext,
  ListenerArn: string,
  { ListenerAttributes: Attributes = [] }: Properties,
  { ListenerAttributes: before = [] }: Properties,
): Promise<void> {
  if (Attributes.length > 0 && !sameValue(Attributes, before)) {
    await clients.elbv2.modifyListenerAttributes({ ListenerArn, Attributes });
  }
}

export const listenerCertificate: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
  honours: ['Certificates', 'ListenerArn'],
  async create(context, { ListenerArn, Certificates }) {
    await context.clients.elbv2.addListenerCertificates({ ListenerArn, Certificates });
    return { physicalId: context.physicalName(), attributes: {} };
  },
  async update({ clients }, existing, { ListenerArn, Certificates }, previous) {
    const { added, removed } = listChanges<Properties>(Certificates, previous.Certificates);
    if (removed.length > 0) {
      await clients.elbv2.removeListenerCertificates({ ListenerArn, Certificates: [...removed] });
    }
    if (added.length > 0) {
      await clients.elbv2.addListenerCertificates({ ListenerArn, Certificates: [...added] });
    }
    return existing;
  },
  delete: ({ clients }, _, { ListenerArn, Certificates }) =>
    unlessMissing(() => clients.elbv2.removeListenerCertificates({ ListenerArn, Certificates })),
};
