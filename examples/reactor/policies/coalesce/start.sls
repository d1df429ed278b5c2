sync:
  local.saltutil.sync_all:
    - tgt: {{ data['id'] }}
