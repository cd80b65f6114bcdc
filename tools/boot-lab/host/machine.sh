#!/bin/bash
# usage: machine.sh NAME FOLDER LOWER AWS_PID HOP_LIMIT DOCKER_MIB
# Holds the mounts and the network of one machine, which stays off: says "ready", and ends with its standard input, that
# is also when whoever started it was killed. What it made goes with it.
# LOWER are the layers of the root file system, AWS_PID is a process in the network namespace in which AWS is played,
# HOP_LIMIT is how far answers of the metadata service travel, DOCKER_MIB limits Docker's directory if it is not 0.
set -euo pipefail
name=$1 folder=$2 lower=$3 aws_pid=$4 hop_limit=$5 docker_mib=$6

clean_up() {
  # the machine's processes were killed with whoever started them, or are now
  echo 1 >"$cgroup/cgroup.kill"
  for _ in {1..50}; do
    find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null
    [ ! -e "$cgroup" ] && break
    sleep 0.1
  done
  umount --lazy "$folder/root" "$folder/docker"
  rm -rf "$folder"
}

# a machine that reboots looks for its predecessor here, and ends if this is no tmpfs
mkdir -p /run/systemd/nspawn
mount -t tmpfs tmpfs /run/systemd/nspawn

# cgroup v2, as on Amazon Linux 2023; one for each machine: two that are started from the same one would share it
umount --recursive /sys/fs/cgroup 2>/dev/null || umount --lazy /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup
cgroup=/sys/fs/cgroup/$name
mkdir "$cgroup"
trap 'set +e; clean_up >/dev/null 2>&1' EXIT

mkdir -p "$folder"/{upper/var/log/journal,work,root,docker}
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
# Docker's own overlays need a real file system below them
if ((docker_mib)); then
  mount -t tmpfs -o "size=${docker_mib}m" tmpfs "$folder/docker"
else
  mount --bind "$folder/docker" "$folder/docker"
fi

aws() {
  nsenter --target "$aws_pid" --net "$@"
}
ip link add ens5 address 02:00:00:00:00:02 type veth peer name aws netns "$aws_pid"
ip link set lo up
ip address add 10.99.0.2/24 dev ens5
ip link set ens5 up
ip route add default via 10.99.0.1
aws ip link set lo up
aws ip address add 10.99.0.1/24 dev aws
aws ip address add 169.254.169.253/32 dev aws
aws ip address add 169.254.169.254/32 dev aws
aws ip link set aws up
# EC2 limits the answer that holds the token, this every packet of the metadata service
aws ip route add 10.99.0.0/24 dev aws table 100 hoplimit "$hop_limit"
aws ip rule add from 169.254.169.254 lookup 100

echo ready
cat >/dev/null
