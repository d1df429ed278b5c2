{# The machine is gone: its key goes too, else the next machine of that name is refused. #}
remove_key:
  wheel.key.delete:
    - match: {{ data['name'] }}

forget_balancer_entry:
  local.state.sls:
    - tgt: 'role:loadbalancer'
    - tgt_type: grain
    - args:
      - mods: haproxy
      - pillar:
          removed: {{ data['name']|json }}
