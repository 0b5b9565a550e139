#!/bin/sh
# Run once by Gradescope, when it builds its image (Ubuntu or Debian).
set -e
apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gcc libc6-dev make
