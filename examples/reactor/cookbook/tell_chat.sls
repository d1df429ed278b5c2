# Say in the chat room that a key was denied: somebody rebuilt a host, or pretends to be one.
{% if data.get('act') == 'denied' %}
tell:
  runner.http.query:
    - args:
      - url: https://hooks.example.com/services/T0/B0/X
      - method: POST
      - header_dict:
          Content-Type: application/json
      - data: {{ {'text': 'key of ' ~ data['id'] ~ ' denied'} | json | yaml_dquote }}
{% endif %}
