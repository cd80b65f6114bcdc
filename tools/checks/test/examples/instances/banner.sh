echo "$TEAM" >/etc/motd
