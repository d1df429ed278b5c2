{% if not data.get('grains', {}).get('bootstrapped') %}
sync_modules:
  local.saltutil.sync_all:
    - tgt: {{ data['id'] }}
    - order: 1

read_pillar:
  local.saltutil.refresh_pillar:
    - tgt: {{ data['id'] }}
    - order: 2

set_up:
  local.state.highstate:
    - tgt: {{ data['id'] }}
    - order: 3
    - kwarg:
        queue: True
{% endif %}
