"""Where moto 5.2.5 is not like AWS in what our constructs meet. Each one is a defect or a gap of moto's."""

from . import (
    balancers,
    buckets,
    certificates,
    classic_balancers,
    functions,
    images,
    instances,
    interfaces,
    keys,
    listeners,
    log_groups,
    senders,
    target_groups,
)


def apply(front):
    balancers.apply()
    buckets.apply()
    certificates.apply()
    classic_balancers.apply()
    functions.apply(front)
    images.apply()
    instances.apply()
    interfaces.apply()
    keys.apply()
    listeners.apply()
    log_groups.apply()
    senders.apply()
    target_groups.apply()
