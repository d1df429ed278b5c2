{# 'reject' and 'delete' are an operator's doing; 'denied' is a second host with a name that is taken. #}
{% if data.get('act') in ['reject', 'delete', 'denied'] %}
note_refused:
  runner.http.query:
    - url: https://alarm.example.com/api/notes
    - method: POST
    - data: {{ {'key': data['id'], 'what': data['act'], 'event': tag}|json|json }}
{% endif %}
