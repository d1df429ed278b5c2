start_mine:
  local.mine.update:
    - tgt: {{ data['id'] }}
