# The service beacon says that something does not run: start it, and only that.
{% for name, state in data.items() if state is mapping and not state.get('running', True) %}
start_{{ name }}:
  local.service.start:
    - tgt: {{ data['id'] }}
    - arg:
      - {{ name }}
{% endfor %}
