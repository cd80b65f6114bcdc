# shellcheck shell=bash
# For scripts to source: boot steps, units, and contributions of other packages, to whom it is a contract (`HostTools`).
#
#   $region, $domain   of this instance: an endpoint is https://SERVICE.$region.$domain/
#   metadata PATH      prints latest/meta-data/PATH of the instance's metadata
#   aws_request SERVICE URL [CURL OPTION...]
#                      a request signed as the instance's role; prints the answer, also when it is an error. Ends with
#                      curl's status, which is 22 when the service refused.
#   json_field KEY...  prints what is at this path of the JSON on standard input, an index of a list being a KEY as well:
#                      a text as it is, without a newline, anything else as JSON
imds() {
  curl -sSf --retry 8 --retry-connrefused --max-time 10 "${@:2}" "http://169.254.169.254/latest/$1"
}
imds_token=$(imds api/token -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600')
metadata() {
  imds "meta-data/$1" -H "X-aws-ec2-metadata-token: $imds_token"
}
region=$(metadata placement/region)
# shellcheck disable=SC2034 # the scripts that source this build their endpoints with it
domain=$(metadata services/domain)

# The credentials go in by standard input: any process may read another's arguments (printf is no process, but the
# shell itself).
aws_request() {
  local role credentials
  role=$(metadata iam/security-credentials/) || return
  credentials=$(metadata "iam/security-credentials/$role") || return
  printf 'aws-sigv4 = "aws:amz:%s:%s"\nuser = "%s:%s"\nheader = "x-amz-security-token: %s"\n' \
    "$region" "$1" "$(credential AccessKeyId)" "$(credential SecretAccessKey)" "$(credential Token)" |
    curl -sS --fail-with-body --retry 3 --max-time 30 --config - "${@:3}" "$2"
}

# credential NAME: of those that aws_request has read
credential() {
  sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" <<<"$credentials"
}

json_field() {
  python3 -c 'import json, sys
value = json.load(sys.stdin)
for key in sys.argv[1:]:
    value = value[int(key) if isinstance(value, list) else key]
sys.stdout.write(value if isinstance(value, str) else json.dumps(value))' "$@"
}
