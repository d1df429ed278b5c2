{% set service = data['service_name'] %}
{% if not data[service]['running'] and service in ['nginx', 'haproxy'] %}
start_here:
  caller.service.start:
    - args:
      - name: {{ service }}
note_here:
  caller.file.append:
    - args:
      - path: /var/log/restarts
      - args: {{ service }}
{% endif %}
