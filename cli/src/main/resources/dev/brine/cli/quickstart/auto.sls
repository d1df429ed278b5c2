{% if data['id'].startswith('Min') %}
set_up_files:
  local.state.sls:
    - tgt: {{ data['id'] }}
    - arg:
      - test

leave_a_mark:
  local.cmd.run:
    - tgt: {{ data['id'] }}
    - arg:
      - echo initsok >> {dir}/cpis
{% endif %}
