web_states:
  local.state.sls:
    - tgt: {{ data['id'] }}
    - arg:
      - web
