restart_app:
  local.service.restart:
    - tgt: {{ data['id'] }}
    - arg: [app]
