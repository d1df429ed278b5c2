{% if data['act'] == 'pend' and data['id'].startswith('Min') %}
minion_add:
  wheel.key.accept:
    - match: {{ data['id'] }}
{% endif %}
