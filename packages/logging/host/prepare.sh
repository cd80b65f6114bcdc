#!/bin/bash
# Boot step: an AMI of one's own may carry the buffers of the instance it was made from, and that one's place in the
# journal.
root=${GROUNDWORK_ROOT-}
rm -rf "$root/var/lib/log-router"
mkdir "$root/var/lib/log-router"
