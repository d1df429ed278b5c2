start_pillar:
  local.saltutil.refresh_pillar:
    - tgt: {{ data['id'] }}
