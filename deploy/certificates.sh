#!/bin/bash
# Makes a certificate authority of our own, once, and a certificate per node of the event store,
# anew when it is older than 300 days (they last for 365). Nodes take a new one up when restarted.
set -eu
umask 077

if [ ! -f /authority/ca.key ]; then
  es-gencert-cli create-ca -days 3650 -out /authority
fi
mkdir -p /trusted/ca
cp /authority/ca.crt /trusted/ca/ca.crt

for node in eventstore eventstore-1 eventstore-2 eventstore-3; do
  if [ -n "$(find "/certificates/$node/node.crt" -mtime -300 2>/dev/null)" ]; then continue; fi
  rm -rf "/certificates/${node:?}"
  es-gencert-cli create-node -days 365 -out "/certificates/$node" \
    -ca-certificate /authority/ca.crt -ca-key /authority/ca.key \
    -ip-addresses 127.0.0.1 -dns-names "localhost,$node"
done

# The event store and Rollbook run as 1000; only this service ever sees the authority's key.
chown -R 1000:1000 /certificates /trusted
chmod -R u=rX,go= /certificates
chmod -R u=rX,go=rX /trusted
