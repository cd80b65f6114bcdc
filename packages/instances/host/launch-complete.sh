#!/bin/bash
# Completes the launch lifecycle hook once the agent is registered, so that the Auto Scaling group counts an instance
# only when it takes work. Runs at every start of the agent; without a launch to complete it ends.
set -euo pipefail
root=${GROUNDWORK_ROOT-}
until agent=$(curl -sf --max-time 5 http://localhost:51678/v1/metadata) &&
  [[ $agent == *'"ContainerInstanceArn":"arn:'* ]]; do
  sleep 2
done
# shellcheck source-path=SCRIPTDIR source=aws.sh
. "$root/opt/ecs-groundwork/aws"
instance=$(metadata instance-id)

autoscaling() {
  aws_request autoscaling "https://autoscaling.$region.$domain/" -d Version=2011-01-01 -d "Action=$1" "${@:2}"
}

# element NAME: of the XML in described
element() {
  sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" <<<"$described" |
    sed "s/&lt;/</g; s/&gt;/>/g; s/&quot;/\"/g; s/&apos;/'/g; s/&amp;/\&/g"
}

complete() {
  local described answer
  described=$(autoscaling DescribeAutoScalingInstances -d "InstanceIds.member.1=$instance") || return
  # Pending: the hook begins in a moment. Nothing to do in service, when terminating, and in no group.
  case $(element LifecycleState) in
    Pending) return 1 ;;
    Pending:Wait) ;;
    *) return 0 ;;
  esac
  answer=$(autoscaling CompleteLifecycleAction -d LifecycleActionResult=CONTINUE -d "InstanceId=$instance" \
    --data-urlencode "AutoScalingGroupName=$(element AutoScalingGroupName)" \
    --data-urlencode "LifecycleHookName@$root/var/lib/ecs-groundwork/launch-hook") ||
    [[ $answer == *'No active Lifecycle Action'* ]] || {
    echo "$answer"
    return 1
  }
}

delay=1
until complete; do
  sleep "$delay"
  delay=$((delay < 60 ? delay * 2 : 60))
done
