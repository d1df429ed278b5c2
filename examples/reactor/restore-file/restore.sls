# Somebody changed a file that we manage: put it back. quote, because the path goes through a shell.
restore:
  local.state.apply:
    - tgt: {{ data['id'] }}
    - arg:
      - etc
log:
  local.cmd.run:
    - tgt: {{ data['id'] }}
    - arg:
      - logger -t reactor {{ data['path'] | quote }}
