#!/bin/bash
# Boot step: an AMI of one's own may carry the buffers of the instance it was made from, and that one's place in the
# journal. cloud-init knows which instance this is.
root=${GROUNDWORK_ROOT-}
cp "$root/var/lib/cloud/data/instance-id" "$root/etc/log-router/"
rm -rf "$root/var/lib/log-router"
mkdir "$root/var/lib/log-router"
