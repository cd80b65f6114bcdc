#!/bin/bash
# Boot step: without the generation that is approved, this instance has no containers to start.
"${GROUNDWORK_ROOT-}/opt/system-containers/converge" first
