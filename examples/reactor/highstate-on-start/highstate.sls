highstate_run:
  local.state.apply:
    - tgt: {{ data['id'] }}
    - kwarg:
        queue: True
        pillar:
          started_by: {{ tag|json }}
