look_into_it:
  local.cmd.run:
    - tgt: {{ data['id'] }}
    - args:
      - cmd: systemctl status backup
