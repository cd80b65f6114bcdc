# shellcheck shell=bash
# shellcheck disable=SC2154 # root, which whoever includes this sets, is empty on an instance and a folder in tests
# Functions that the parts of the user data and the boot share.

# put MODE PATH: writes standard input, without the newline that ends a here-document, to a file of that mode.
put() {
  mkdir -p "$root${2%/*}"
  install -m "$1" /dev/null "$root$2"
  head -c -1 >"$root$2"
}

# report STEP LINE STATUS [LOG]: why the boot failed, to the console and, by standard output, to cloud-init's log.
report() {
  {
    echo "ecs-groundwork: boot failed in step '$1', line $2, exit status $3; this instance takes no work"
    [ ! -s "${4-}" ] || tail -n 20 "$4"
  } | tee -a "$root/dev/console" || true
}
