{% set ret = data['data']['ret'] %}
{% if ret['result'] == False and ret['__id__'] == 'nginx_config' %}
roll_back:
  local.state.sls:
    - tgt: {{ data['id'] }}
    - args:
      - mods: nginx.rollback
      - queue: True
      - pillar:
          because: {{ ret['comment']|json }}
{% endif %}
