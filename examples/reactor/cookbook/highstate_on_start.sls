# Bring a minion into shape whenever its daemon starts. queue: wait for a state run that is going on.
highstate_{{ data['id'] }}:
  local.state.apply:
    - tgt: {{ data['id'] }}
    - kwarg:
        queue: True
