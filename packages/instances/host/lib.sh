# shellcheck shell=bash
# What the parts of the user data and the boot share: these functions, $root, which is empty on an instance and a folder
# in tests, and $here, cloud-init's directory of this very instance.
root=${GROUNDWORK_ROOT-}
# shellcheck disable=SC2034 # for those who read this
here=$root/var/lib/cloud/instance/ecs-groundwork

# put MODE PATH: writes standard input, without the newline that ends a here-document, to a file of that mode.
put() {
  mkdir -p "$root${2%/*}"
  install -m "$1" /dev/null "$root$2"
  head -c -1 >"$root$2"
}

# report STEP LINE STATUS [LOG]: why the boot failed, to the console, by standard output to cloud-init's log, and to
# whoever watches the boot.
report() {
  local last=
  [ ! -s "${4-}" ] || last=$(tail -n 20 "$4")
  printf '%s\n' "ecs-groundwork: boot failed in step '$1', line $2, exit status $3; this instance takes no work" ${last:+"$last"} |
    tee -a "$root/dev/console" || true
  printf '%s\n' "$1" "$2" "$3" "$last" >"$root/run/ecs-groundwork/failure" || true
}
