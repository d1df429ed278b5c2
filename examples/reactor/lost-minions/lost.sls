{% for minion in data.get('lost', []) %}
{# The number keeps the ids apart: two reactions of one id would be one. #}
tell_lost_{{ loop.index }}:
  runner.http.query:
    - url: https://alarm.example.com/api/alerts
    - method: POST
    - data: {{ {'host': minion, 'problem': 'no connection'}|json|json }}
{% endfor %}
{% if data.get('lost') %}
check_the_others:
  local.test.ping:
    - tgt: '*'
{% endif %}
