{# Every return comes by here, so say first which ones count. #}
{% if data.get('retcode', 0) != 0 and data.get('fun') in ['state.apply', 'state.sls', 'state.highstate'] %}
alarm:
  runner.http.query:
    - url: https://alarm.example.com/api/alerts
    - method: POST
    - data: {{ {'host': data['id'], 'job': data['jid'], 'function': data['fun'], 'code': data['retcode']}|json|json }}
{% endif %}
