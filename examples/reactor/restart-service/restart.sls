{% set service = data['service_name'] %}
{% if not data[service]['running'] %}
start_again:
  local.service.restart:
    - tgt: {{ data['id'] }}
    - arg:
      - nginx
{% endif %}
