import type { Properties, ResourceType } from '../../cloudformation';
import { listChanges, present, unlessMissing } from '../support';
import { action } from './action';

export const listener: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::Listener',
  honours: [
    'AlpnPolicy',
    'Certificates',
    'DefaultActions',
    'LoadBalancerArn',
    'MutualAuthentication',
    'Port',
    'Protocol',
    'SslPolicy',
  ],
  async create({ clients }, properties) {
    const { Listeners } = await clients.elbv2.createListener({
      ...properties,
      LoadBalancerArn: properties.LoadBalancerArn,
      DefaultActions: properties.DefaultActions.map(action),
    });
    const physicalId = present(Listeners?.[0]?.ListenerArn, 'ListenerArn');
    return { physicalId, attributes: { ListenerArn: physicalId } };
  },
  async update({ clients }, existing, properties) {
    const { AlpnPolicy, Certificates, MutualAuthentication, Port, Protocol, SslPolicy } = properties;
    await clients.elbv2.modifyListener({
      ListenerArn: existing.physicalId,
      AlpnPolicy,
      Certificates,
      DefaultActions: properties.DefaultActions.map(action),
      MutualAuthentication,
      Port,
      Protocol,
      SslPolicy,
    });
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.elbv2.deleteListener({ ListenerArn: physicalId })),
};

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
